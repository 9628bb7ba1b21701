/**
 * The expected results of NIST PKITS 1.0.1 (2011-04-14), one entry a line: the 224 tests of the document, those with
 * several sets of inputs once for each. A line reads
 *
 *   id verdict name: end entity < its issuer < … up to the trust anchor, left out; field; field …
 *
 * Certificates are named without `EE.crt` and `Cert.crt`, CRLs without `.crl`, and the test policies by the last number
 * of their identifier. Fields: `with`, CRL issuers off the path; `crls`, beside the trust anchor's, where they are not one
 * for each intermediate, named after it; `policies`, the initial policy set; `asks`, the other inputs; `user` and
 * `authority`, the constrained policy sets; `policy-required`, whether the path ends with explicit_policy at 0.
 */
export const pkitsTable = `
# 4.1 Signature Verification
4.1.1 valid Valid Signatures Test1: ValidCertificatePathTest1 < GoodCA; user 1
4.1.2 invalid Invalid CA Signature Test2: InvalidCASignatureTest2 < BadSignedCA; user 1
4.1.3 invalid Invalid EE Signature Test3: InvalidEESignatureTest3 < GoodCA; user 1
4.1.4 valid Valid DSA Signatures Test4: ValidDSASignaturesTest4 < DSACA; user 1
4.1.5 valid Valid DSA Parameter Inheritance Test5: ValidDSAParameterInheritanceTest5 < DSAParametersInheritedCA < DSACA; user 1
4.1.6 invalid Invalid DSA Signature Test6: InvalidDSASignatureTest6 < DSACA; user 1

# 4.2 Validity Periods
4.2.1 invalid Invalid CA notBefore Date Test1: InvalidCAnotBeforeDateTest1 < BadnotBeforeDateCA; user 1
4.2.2 invalid Invalid EE notBefore Date Test2: InvalidEEnotBeforeDateTest2 < GoodCA; user 1
4.2.3 valid Valid pre2000 UTC notBefore Date Test3: Validpre2000UTCnotBeforeDateTest3 < GoodCA; user 1
4.2.4 valid Valid GeneralizedTime notBefore Date Test4: ValidGeneralizedTimenotBeforeDateTest4 < GoodCA; user 1
4.2.5 invalid Invalid CA notAfter Date Test5: InvalidCAnotAfterDateTest5 < BadnotAfterDateCA; user 1
4.2.6 invalid Invalid EE notAfter Date Test6: InvalidEEnotAfterDateTest6 < GoodCA; user 1
4.2.7 invalid Invalid pre2000 UTC EE notAfter Date Test7: Invalidpre2000UTCEEnotAfterDateTest7 < GoodCA; user 1
4.2.8 valid Valid GeneralizedTime notAfter Date Test8: ValidGeneralizedTimenotAfterDateTest8 < GoodCA; user 1

# 4.3 Verifying Name Chaining
4.3.1 invalid Invalid Name Chaining EE Test1: InvalidNameChainingTest1 < GoodCA; user 1
4.3.2 invalid Invalid Name Chaining Order Test2: InvalidNameChainingOrderTest2 < NameOrderingCA; crls NameOrderCACRL; user 1
4.3.3 valid Valid Name Chaining Whitespace Test3: ValidNameChainingWhitespaceTest3 < GoodCA; user 1
4.3.4 valid Valid Name Chaining Whitespace Test4: ValidNameChainingWhitespaceTest4 < GoodCA; user 1
4.3.5 valid Valid Name Chaining Capitalization Test5: ValidNameChainingCapitalizationTest5 < GoodCA; user 1
4.3.6 valid Valid Name Chaining UIDs Test6: ValidNameUIDsTest6 < UIDCA; user 1
4.3.7 valid Valid RFC3280 Mandatory Attribute Types Test7: ValidRFC3280MandatoryAttributeTypesTest7 < RFC3280MandatoryAttributeTypesCA; user 1
4.3.8 valid Valid RFC3280 Optional Attribute Types Test8: ValidRFC3280OptionalAttributeTypesTest8 < RFC3280OptionalAttributeTypesCA; user 1
4.3.9 valid Valid UTF8String Encoded Names Test9: ValidUTF8StringEncodedNamesTest9 < UTF8StringEncodedNamesCA; user 1
4.3.10 valid Valid Rollover from PrintableString to UTF8String Test10: ValidRolloverfromPrintableStringtoUTF8StringTest10 < RolloverfromPrintableStringtoUTF8StringCA; user 1
4.3.11 valid Valid UTF8String Case Insensitive Match Test11: ValidUTF8StringCaseInsensitiveMatchTest11 < UTF8StringCaseInsensitiveMatchCA; user 1

# 4.4 Basic Certificate Revocation Tests
4.4.1 invalid Missing CRL Test1: InvalidMissingCRLTest1 < NoCRLCA; crls none; user 1
4.4.2 invalid Invalid Revoked CA Test2: InvalidRevokedCATest2 < RevokedsubCA < GoodCA; user 1
4.4.3 invalid Invalid Revoked EE Test3: InvalidRevokedEETest3 < GoodCA; user 1
4.4.4 invalid Invalid Bad CRL Signature Test4: InvalidBadCRLSignatureTest4 < BadCRLSignatureCA; user 1
4.4.5 invalid Invalid Bad CRL Issuer Name Test5: InvalidBadCRLIssuerNameTest5 < BadCRLIssuerNameCA; user 1
4.4.6 invalid Invalid Wrong CRL Test6: InvalidWrongCRLTest6 < WrongCRLCA; user 1
4.4.7 valid Valid Two CRLs Test7: ValidTwoCRLsTest7 < TwoCRLsCA; crls TwoCRLsCAGoodCRL TwoCRLsCABadCRL; user 1
4.4.8 invalid Invalid Unknown CRL Entry Extension Test8: InvalidUnknownCRLEntryExtensionTest8 < UnknownCRLEntryExtensionCA; user 1
4.4.9 invalid Invalid Unknown CRL Extension Test9: InvalidUnknownCRLExtensionTest9 < UnknownCRLExtensionCA; user 1
4.4.10 invalid Invalid Unknown CRL Extension Test10: InvalidUnknownCRLExtensionTest10 < UnknownCRLExtensionCA; user 1
4.4.11 invalid Invalid Old CRL nextUpdate Test11: InvalidOldCRLnextUpdateTest11 < OldCRLnextUpdateCA; user 1
4.4.12 invalid Invalid pre2000 CRL nextUpdate Test12: Invalidpre2000CRLnextUpdateTest12 < pre2000CRLnextUpdateCA; user 1
4.4.13 valid Valid GeneralizedTime CRL nextUpdate Test13: ValidGeneralizedTimeCRLnextUpdateTest13 < GeneralizedTimeCRLnextUpdateCA; user 1
4.4.14 valid Valid Negative Serial Number Test14: ValidNegativeSerialNumberTest14 < NegativeSerialNumberCA; user 1
4.4.15 invalid Invalid Negative Serial Number Test15: InvalidNegativeSerialNumberTest15 < NegativeSerialNumberCA; user 1
4.4.16 valid Valid Long Serial Number Test16: ValidLongSerialNumberTest16 < LongSerialNumberCA; user 1
4.4.17 valid Valid Long Serial Number Test17: ValidLongSerialNumberTest17 < LongSerialNumberCA; user 1
4.4.18 invalid Invalid Long Serial Number Test18: InvalidLongSerialNumberTest18 < LongSerialNumberCA; user 1
4.4.19 valid Valid Separate Certificate and CRL Keys Test19: ValidSeparateCertificateandCRLKeysTest19 < SeparateCertificateandCRLKeysCertificateSigningCA; with SeparateCertificateandCRLKeysCRLSigning; crls SeparateCertificateandCRLKeysCRL; user 1
4.4.20 invalid Invalid Separate Certificate and CRL Keys Test20: InvalidSeparateCertificateandCRLKeysTest20 < SeparateCertificateandCRLKeysCertificateSigningCA; with SeparateCertificateandCRLKeysCRLSigning; crls SeparateCertificateandCRLKeysCRL; user 1
4.4.21 invalid Invalid Separate Certificate and CRL Keys Test21: InvalidSeparateCertificateandCRLKeysTest21 < SeparateCertificateandCRLKeysCA2CertificateSigningCA; with SeparateCertificateandCRLKeysCA2CRLSigning; crls SeparateCertificateandCRLKeysCA2CRL; user 1

# 4.5 Verifying Paths with Self-Issued Certificates
4.5.1 valid Valid Basic Self-Issued Old With New Test1: ValidBasicSelfIssuedOldWithNewTest1 < BasicSelfIssuedNewKeyOldWithNewCA < BasicSelfIssuedNewKeyCA; crls BasicSelfIssuedNewKeyCACRL; user 1
4.5.2 invalid Invalid Basic Self-Issued Old With New Test2: InvalidBasicSelfIssuedOldWithNewTest2 < BasicSelfIssuedNewKeyOldWithNewCA < BasicSelfIssuedNewKeyCA; crls BasicSelfIssuedNewKeyCACRL; user 1
4.5.3 valid Valid Basic Self-Issued New With Old Test3: ValidBasicSelfIssuedNewWithOldTest3 < BasicSelfIssuedOldKeyNewWithOldCA < BasicSelfIssuedOldKeyCA; crls BasicSelfIssuedOldKeySelfIssuedCertCRL BasicSelfIssuedOldKeyCACRL; user 1
4.5.4 valid Valid Basic Self-Issued New With Old Test4: ValidBasicSelfIssuedNewWithOldTest4 < BasicSelfIssuedOldKeyCA; with BasicSelfIssuedOldKeyNewWithOldCA; crls BasicSelfIssuedOldKeySelfIssuedCertCRL BasicSelfIssuedOldKeyCACRL; user 1
4.5.5 invalid Invalid Basic Self-Issued New With Old Test5: InvalidBasicSelfIssuedNewWithOldTest5 < BasicSelfIssuedOldKeyCA; with BasicSelfIssuedOldKeyNewWithOldCA; crls BasicSelfIssuedOldKeySelfIssuedCertCRL BasicSelfIssuedOldKeyCACRL; user 1
4.5.6 valid Valid Basic Self-Issued CRL Signing Key Test6: ValidBasicSelfIssuedCRLSigningKeyTest6 < BasicSelfIssuedCRLSigningKeyCA; with BasicSelfIssuedCRLSigningKeyCRL; crls BasicSelfIssuedCRLSigningKeyCRLCertCRL BasicSelfIssuedCRLSigningKeyCACRL; user 1
4.5.7 invalid Invalid Basic Self-Issued CRL Signing Key Test7: InvalidBasicSelfIssuedCRLSigningKeyTest7 < BasicSelfIssuedCRLSigningKeyCA; with BasicSelfIssuedCRLSigningKeyCRL; crls BasicSelfIssuedCRLSigningKeyCRLCertCRL BasicSelfIssuedCRLSigningKeyCACRL; user 1
4.5.8 invalid Invalid Basic Self-Issued CRL Signing Key Test8: InvalidBasicSelfIssuedCRLSigningKeyTest8 < BasicSelfIssuedCRLSigningKeyCRL < BasicSelfIssuedCRLSigningKeyCA; crls BasicSelfIssuedCRLSigningKeyCRLCertCRL BasicSelfIssuedCRLSigningKeyCACRL; user 1

# 4.6 Verifying Basic Constraints
4.6.1 invalid Invalid Missing basicConstraints Test1: InvalidMissingbasicConstraintsTest1 < MissingbasicConstraintsCA; user 1
4.6.2 invalid Invalid cA False Test2: InvalidcAFalseTest2 < basicConstraintsCriticalcAFalseCA; user 1
4.6.3 invalid Invalid cA False Test3: InvalidcAFalseTest3 < basicConstraintsNotCriticalcAFalseCA; user 1
4.6.4 valid Valid basicConstraints Not Critical Test4: ValidbasicConstraintsNotCriticalTest4 < basicConstraintsNotCriticalCA; user 1
4.6.5 invalid Invalid pathLenConstraint Test5: InvalidpathLenConstraintTest5 < pathLenConstraint0subCA < pathLenConstraint0CA; user 1
4.6.6 invalid Invalid pathLenConstraint Test6: InvalidpathLenConstraintTest6 < pathLenConstraint0subCA < pathLenConstraint0CA; user 1
4.6.7 valid Valid pathLenConstraint Test7: ValidpathLenConstraintTest7 < pathLenConstraint0CA; user 1
4.6.8 valid Valid pathLenConstraint Test8: ValidpathLenConstraintTest8 < pathLenConstraint0CA; user 1
4.6.9 invalid Invalid pathLenConstraint Test9: InvalidpathLenConstraintTest9 < pathLenConstraint6subsubCA00 < pathLenConstraint6subCA0 < pathLenConstraint6CA; user 1
4.6.10 invalid Invalid pathLenConstraint Test10: InvalidpathLenConstraintTest10 < pathLenConstraint6subsubCA00 < pathLenConstraint6subCA0 < pathLenConstraint6CA; user 1
4.6.11 invalid Invalid pathLenConstraint Test11: InvalidpathLenConstraintTest11 < pathLenConstraint6subsubsubCA11X < pathLenConstraint6subsubCA11 < pathLenConstraint6subCA1 < pathLenConstraint6CA; user 1
4.6.12 invalid Invalid pathLenConstraint Test12: InvalidpathLenConstraintTest12 < pathLenConstraint6subsubsubCA11X < pathLenConstraint6subsubCA11 < pathLenConstraint6subCA1 < pathLenConstraint6CA; user 1
4.6.13 valid Valid pathLenConstraint Test13: ValidpathLenConstraintTest13 < pathLenConstraint6subsubsubCA41X < pathLenConstraint6subsubCA41 < pathLenConstraint6subCA4 < pathLenConstraint6CA; user 1
4.6.14 valid Valid pathLenConstraint Test14: ValidpathLenConstraintTest14 < pathLenConstraint6subsubsubCA41X < pathLenConstraint6subsubCA41 < pathLenConstraint6subCA4 < pathLenConstraint6CA; user 1
4.6.15 valid Valid Self-Issued pathLenConstraint Test15: ValidSelfIssuedpathLenConstraintTest15 < pathLenConstraint0SelfIssuedCA < pathLenConstraint0CA; crls pathLenConstraint0CACRL; user 1
4.6.16 invalid Invalid Self-Issued pathLenConstraint Test16: InvalidSelfIssuedpathLenConstraintTest16 < pathLenConstraint0subCA2 < pathLenConstraint0SelfIssuedCA < pathLenConstraint0CA; crls pathLenConstraint0CACRL pathLenConstraint0subCA2CRL; user 1
4.6.17 valid Valid Self-Issued pathLenConstraint Test17: ValidSelfIssuedpathLenConstraintTest17 < pathLenConstraint1SelfIssuedsubCA < pathLenConstraint1subCA < pathLenConstraint1SelfIssuedCA < pathLenConstraint1CA; crls pathLenConstraint1CACRL pathLenConstraint1subCACRL; user 1

# 4.7 Key Usage
4.7.1 invalid Invalid keyUsage Critical keyCertSign False Test1: InvalidkeyUsageCriticalkeyCertSignFalseTest1 < keyUsageCriticalkeyCertSignFalseCA; user 1
4.7.2 invalid Invalid keyUsage Not Critical keyCertSign False Test2: InvalidkeyUsageNotCriticalkeyCertSignFalseTest2 < keyUsageNotCriticalkeyCertSignFalseCA; user 1
4.7.3 valid Valid keyUsage Not Critical Test3: ValidkeyUsageNotCriticalTest3 < keyUsageNotCriticalCA; user 1
4.7.4 invalid Invalid keyUsage Critical cRLSign False Test4: InvalidkeyUsageCriticalcRLSignFalseTest4 < keyUsageCriticalcRLSignFalseCA; user 1
4.7.5 invalid Invalid keyUsage Not Critical cRLSign False Test5: InvalidkeyUsageNotCriticalcRLSignFalseTest5 < keyUsageNotCriticalcRLSignFalseCA; user 1

# 4.8 Certificate Policies
4.8.1.1 valid All Certificates Same Policy Test1: ValidCertificatePathTest1 < GoodCA; asks explicit-policy; user 1; authority 1; policy-required yes
4.8.1.2 valid All Certificates Same Policy Test1: ValidCertificatePathTest1 < GoodCA; policies 1; asks explicit-policy; user 1; authority 1; policy-required yes
4.8.1.3 invalid All Certificates Same Policy Test1: ValidCertificatePathTest1 < GoodCA; policies 2; asks explicit-policy; user none; authority 1; policy-required yes
4.8.1.4 valid All Certificates Same Policy Test1: ValidCertificatePathTest1 < GoodCA; policies 1 2; asks explicit-policy; user 1; authority 1; policy-required yes
4.8.2.1 valid All Certificates No Policies Test2: AllCertificatesNoPoliciesTest2 < NoPoliciesCA; user none; authority none; policy-required no
4.8.2.2 invalid All Certificates No Policies Test2: AllCertificatesNoPoliciesTest2 < NoPoliciesCA; asks explicit-policy; user none; authority none; policy-required yes
4.8.3.1 valid Different Policies Test3: DifferentPoliciesTest3 < PoliciesP2subCA < GoodCA; user none; authority none; policy-required no
4.8.3.2 invalid Different Policies Test3: DifferentPoliciesTest3 < PoliciesP2subCA < GoodCA; asks explicit-policy; user none; authority none; policy-required yes
4.8.3.3 invalid Different Policies Test3: DifferentPoliciesTest3 < PoliciesP2subCA < GoodCA; policies 1 2; asks explicit-policy; user none; authority none; policy-required yes
4.8.4 invalid Different Policies Test4: DifferentPoliciesTest4 < GoodsubCA < GoodCA; user none; authority none; policy-required yes
4.8.5 invalid Different Policies Test5: DifferentPoliciesTest5 < PoliciesP2subCA2 < GoodCA; user none; authority none; policy-required yes
4.8.6.1 valid Overlapping Policies Test6: OverlappingPoliciesTest6 < PoliciesP1234subsubCAP123P12 < PoliciesP1234subCAP123 < PoliciesP1234CA; user 1; authority 1; policy-required yes
4.8.6.2 valid Overlapping Policies Test6: OverlappingPoliciesTest6 < PoliciesP1234subsubCAP123P12 < PoliciesP1234subCAP123 < PoliciesP1234CA; policies 1; user 1; authority 1; policy-required yes
4.8.6.3 invalid Overlapping Policies Test6: OverlappingPoliciesTest6 < PoliciesP1234subsubCAP123P12 < PoliciesP1234subCAP123 < PoliciesP1234CA; policies 2; user none; authority 1; policy-required yes
4.8.7 invalid Different Policies Test7: DifferentPoliciesTest7 < PoliciesP123subsubCAP12P1 < PoliciesP123subCAP12 < PoliciesP123CA; user none; authority none; policy-required yes
4.8.8 invalid Different Policies Test8: DifferentPoliciesTest8 < PoliciesP12subsubCAP1P2 < PoliciesP12subCAP1 < PoliciesP12CA; user none; authority none; policy-required yes
4.8.9 invalid Different Policies Test9: DifferentPoliciesTest9 < PoliciesP123subsubsubCAP12P2P1 < PoliciesP123subsubCAP12P2 < PoliciesP123subCAP12 < PoliciesP123CA; crls PoliciesP123CACRL PoliciesP123subCAP12CRL PoliciesP123subsubCAP2P2CRL PoliciesP123subsubsubCAP12P2P1CRL; user none; authority none; policy-required yes
4.8.10.1 valid All Certificates Same Policies Test10: AllCertificatesSamePoliciesTest10 < PoliciesP12CA; user 1 2; authority 1 2; policy-required yes
4.8.10.2 valid All Certificates Same Policies Test10: AllCertificatesSamePoliciesTest10 < PoliciesP12CA; policies 1; user 1; authority 1 2; policy-required yes
4.8.10.3 valid All Certificates Same Policies Test10: AllCertificatesSamePoliciesTest10 < PoliciesP12CA; policies 2; user 2; authority 1 2; policy-required yes
4.8.11.1 valid All Certificates AnyPolicy Test11: AllCertificatesanyPolicyTest11 < anyPolicyCA; user any; authority any; policy-required yes
4.8.11.2 valid All Certificates AnyPolicy Test11: AllCertificatesanyPolicyTest11 < anyPolicyCA; policies 1; user 1; authority any; policy-required yes
4.8.12 invalid Different Policies Test12: DifferentPoliciesTest12 < PoliciesP3CA; user none; authority none; policy-required yes
4.8.13.1 valid All Certificates Same Policies Test13: AllCertificatesSamePoliciesTest13 < PoliciesP123CA; policies 1; user 1; authority 1 2 3; policy-required yes
4.8.13.2 valid All Certificates Same Policies Test13: AllCertificatesSamePoliciesTest13 < PoliciesP123CA; policies 2; user 2; authority 1 2 3; policy-required yes
4.8.13.3 valid All Certificates Same Policies Test13: AllCertificatesSamePoliciesTest13 < PoliciesP123CA; policies 3; user 3; authority 1 2 3; policy-required yes
4.8.14.1 valid AnyPolicy Test14: AnyPolicyTest14 < anyPolicyCA; policies 1; user 1; authority 1; policy-required yes
4.8.14.2 invalid AnyPolicy Test14: AnyPolicyTest14 < anyPolicyCA; policies 2; user none; authority 1; policy-required yes
4.8.15 valid User Notice Qualifier Test15: UserNoticeQualifierTest15; user 1; authority 1; policy-required no
4.8.16 valid User Notice Qualifier Test16: UserNoticeQualifierTest16 < GoodCA; user 1; authority 1; policy-required no
4.8.17 valid User Notice Qualifier Test17: UserNoticeQualifierTest17 < GoodCA; user 1; authority 1; policy-required no
4.8.18.1 valid User Notice Qualifier Test18: UserNoticeQualifierTest18 < PoliciesP12CA; policies 1; user 1; authority 1 2; policy-required yes
4.8.18.2 valid User Notice Qualifier Test18: UserNoticeQualifierTest18 < PoliciesP12CA; policies 2; user 2; authority 1 2; policy-required yes
4.8.19 valid User Notice Qualifier Test19: UserNoticeQualifierTest19; user 1; authority 1; policy-required no
4.8.20 valid CPS Pointer Qualifier Test20: CPSPointerQualifierTest20 < GoodCA; policies 1; asks explicit-policy; user 1

# 4.9 Require Explicit Policy
4.9.1 valid Valid RequireExplicitPolicy Test1: ValidrequireExplicitPolicyTest1 < requireExplicitPolicy10subsubsubCA < requireExplicitPolicy10subsubCA < requireExplicitPolicy10subCA < requireExplicitPolicy10CA; user none; authority none; policy-required no
4.9.2 valid Valid RequireExplicitPolicy Test2: ValidrequireExplicitPolicyTest2 < requireExplicitPolicy5subsubsubCA < requireExplicitPolicy5subsubCA < requireExplicitPolicy5subCA < requireExplicitPolicy5CA; user none; authority none; policy-required no
4.9.3 invalid Invalid RequireExplicitPolicy Test3: InvalidrequireExplicitPolicyTest3 < requireExplicitPolicy4subsubsubCA < requireExplicitPolicy4subsubCA < requireExplicitPolicy4subCA < requireExplicitPolicy4CA; user none; authority none; policy-required yes
4.9.4 valid Valid RequireExplicitPolicy Test4: ValidrequireExplicitPolicyTest4 < requireExplicitPolicy0subsubsubCA < requireExplicitPolicy0subsubCA < requireExplicitPolicy0subCA < requireExplicitPolicy0CA; user 1; authority 1; policy-required yes
4.9.5 invalid Invalid RequireExplicitPolicy Test5: InvalidrequireExplicitPolicyTest5 < requireExplicitPolicy7subsubsubCARE2RE4 < requireExplicitPolicy7subsubCARE2RE4 < requireExplicitPolicy7subCARE2 < requireExplicitPolicy7CA; user none; authority none; policy-required yes
4.9.6 valid Valid Self-Issued requireExplicitPolicy Test6: ValidSelfIssuedrequireExplicitPolicyTest6 < requireExplicitPolicy2SelfIssuedCA < requireExplicitPolicy2CA; crls requireExplicitPolicy2CACRL; user none; authority none; policy-required no
4.9.7 invalid Invalid Self-Issued requireExplicitPolicy Test7: InvalidSelfIssuedrequireExplicitPolicyTest7 < requireExplicitPolicy2subCA < requireExplicitPolicy2SelfIssuedCA < requireExplicitPolicy2CA; crls requireExplicitPolicy2CACRL requireExplicitPolicy2subCACRL; user none; authority none; policy-required yes
4.9.8 invalid Invalid Self-Issued requireExplicitPolicy Test8: InvalidSelfIssuedrequireExplicitPolicyTest8 < requireExplicitPolicy2SelfIssuedsubCA < requireExplicitPolicy2subCA < requireExplicitPolicy2SelfIssuedCA < requireExplicitPolicy2CA; crls requireExplicitPolicy2CACRL requireExplicitPolicy2subCACRL; user none; authority none; policy-required yes

# 4.10 Policy Mappings
4.10.1.1 valid Valid Policy Mapping Test1: ValidPolicyMappingTest1 < Mapping1to2CA; policies 1; user 1; authority 1; policy-required yes
4.10.1.2 invalid Valid Policy Mapping Test1: ValidPolicyMappingTest1 < Mapping1to2CA; policies 2; user none; authority 1; policy-required yes
4.10.1.3 invalid Valid Policy Mapping Test1: ValidPolicyMappingTest1 < Mapping1to2CA; asks inhibit-mapping; user none; authority none; policy-required yes
4.10.2.1 invalid Invalid Policy Mapping Test2: InvalidPolicyMappingTest2 < Mapping1to2CA; user none; authority none; policy-required yes
4.10.2.2 invalid Invalid Policy Mapping Test2: InvalidPolicyMappingTest2 < Mapping1to2CA; asks inhibit-mapping; user none; authority none; policy-required yes
4.10.3.1 invalid Valid Policy Mapping Test3: ValidPolicyMappingTest3 < P12Mapping1to3subsubCA < P12Mapping1to3subCA < P12Mapping1to3CA; policies 1; user none; authority 2; policy-required yes
4.10.3.2 valid Valid Policy Mapping Test3: ValidPolicyMappingTest3 < P12Mapping1to3subsubCA < P12Mapping1to3subCA < P12Mapping1to3CA; policies 2; user 2; authority 2; policy-required yes
4.10.4 invalid Invalid Policy Mapping Test4: InvalidPolicyMappingTest4 < P12Mapping1to3subsubCA < P12Mapping1to3subCA < P12Mapping1to3CA; user none; authority none; policy-required yes
4.10.5.1 valid Valid Policy Mapping Test5: ValidPolicyMappingTest5 < P1Mapping1to234subCA < P1Mapping1to234CA; policies 1; user 1; authority 1; policy-required yes
4.10.5.2 invalid Valid Policy Mapping Test5: ValidPolicyMappingTest5 < P1Mapping1to234subCA < P1Mapping1to234CA; policies 6; user none; authority 1; policy-required yes
4.10.6.1 valid Valid Policy Mapping Test6: ValidPolicyMappingTest6 < P1Mapping1to234subCA < P1Mapping1to234CA; policies 1; user 1; authority 1; policy-required yes
4.10.6.2 invalid Valid Policy Mapping Test6: ValidPolicyMappingTest6 < P1Mapping1to234subCA < P1Mapping1to234CA; policies 6; user none; authority 1; policy-required yes
4.10.7 invalid Invalid Mapping From anyPolicy Test7: InvalidMappingFromanyPolicyTest7 < MappingFromanyPolicyCA; user none
4.10.8 invalid Invalid Mapping To anyPolicy Test8: InvalidMappingToanyPolicyTest8 < MappingToanyPolicyCA; user none
4.10.9 valid Valid Policy Mapping Test9: ValidPolicyMappingTest9 < PanyPolicyMapping1to2CA; user 1; authority 1; policy-required yes
4.10.10 invalid Invalid Policy Mapping Test10: InvalidPolicyMappingTest10 < GoodsubCAPanyPolicyMapping1to2CA < GoodCA; user none; authority none; policy-required yes
4.10.11 valid Valid Policy Mapping Test11: ValidPolicyMappingTest11 < GoodsubCAPanyPolicyMapping1to2CA < GoodCA; user 1; authority 1; policy-required yes
4.10.12.1 valid Valid Policy Mapping Test12: ValidPolicyMappingTest12 < P12Mapping1to3CA; policies 1; user 1; authority 1 2; policy-required yes
4.10.12.2 valid Valid Policy Mapping Test12: ValidPolicyMappingTest12 < P12Mapping1to3CA; policies 2; user 2; authority 1 2; policy-required yes
4.10.13.1 valid Valid Policy Mapping Test13: ValidPolicyMappingTest13 < P1anyPolicyMapping1to2CA; user 1; authority 1; policy-required yes
4.10.13.2 valid Valid Policy Mapping Test13: ValidPolicyMappingTest13 < P1anyPolicyMapping1to2CA; policies 1 2; user 1
4.10.13.3 invalid Valid Policy Mapping Test13: ValidPolicyMappingTest13 < P1anyPolicyMapping1to2CA; policies 2; user none
4.10.14 valid Valid Policy Mapping Test14: ValidPolicyMappingTest14 < P1anyPolicyMapping1to2CA; user 1; authority 1; policy-required yes

# 4.11 Inhibit Policy Mapping
4.11.1 invalid Invalid inhibitPolicyMapping Test1: InvalidinhibitPolicyMappingTest1 < inhibitPolicyMapping0subCA < inhibitPolicyMapping0CA; user none; authority none; policy-required yes
4.11.2 valid Valid inhibitPolicyMapping Test2: ValidinhibitPolicyMappingTest2 < inhibitPolicyMapping1P12subCA < inhibitPolicyMapping1P12CA; user 1; authority 1; policy-required yes
4.11.3 invalid Invalid inhibitPolicyMapping Test3: InvalidinhibitPolicyMappingTest3 < inhibitPolicyMapping1P12subsubCA < inhibitPolicyMapping1P12subCA < inhibitPolicyMapping1P12CA; user none; authority none; policy-required yes
4.11.4 valid Valid inhibitPolicyMapping Test4: ValidinhibitPolicyMappingTest4 < inhibitPolicyMapping1P12subsubCA < inhibitPolicyMapping1P12subCA < inhibitPolicyMapping1P12CA; user 2; authority 2; policy-required yes
4.11.5 invalid Invalid inhibitPolicyMapping Test5: InvalidinhibitPolicyMappingTest5 < inhibitPolicyMapping5subsubsubCA < inhibitPolicyMapping5subsubCA < inhibitPolicyMapping5subCA < inhibitPolicyMapping5CA; user none; authority none; policy-required yes
4.11.6 invalid Invalid inhibitPolicyMapping Test6: InvalidinhibitPolicyMappingTest6 < inhibitPolicyMapping1P12subsubCAIPM5 < inhibitPolicyMapping1P12subCAIPM5 < inhibitPolicyMapping1P12CA; user none; authority none; policy-required yes
4.11.7 valid Valid Self-Issued inhibitPolicyMapping Test7: ValidSelfIssuedinhibitPolicyMappingTest7 < inhibitPolicyMapping1P1subCA < inhibitPolicyMapping1P1SelfIssuedCA < inhibitPolicyMapping1P1CA; crls inhibitPolicyMapping1P1CACRL inhibitPolicyMapping1P1subCACRL; user 1; authority 1; policy-required yes
4.11.8 invalid Invalid Self-Issued inhibitPolicyMapping Test8: InvalidSelfIssuedinhibitPolicyMappingTest8 < inhibitPolicyMapping1P1subsubCA < inhibitPolicyMapping1P1subCA < inhibitPolicyMapping1P1SelfIssuedCA < inhibitPolicyMapping1P1CA; crls inhibitPolicyMapping1P1CACRL inhibitPolicyMapping1P1subCACRL inhibitPolicyMapping1P1subsubCACRL; user none; authority none; policy-required yes
4.11.9 invalid Invalid Self-Issued inhibitPolicyMapping Test9: InvalidSelfIssuedinhibitPolicyMappingTest9 < inhibitPolicyMapping1P1subsubCA < inhibitPolicyMapping1P1subCA < inhibitPolicyMapping1P1SelfIssuedCA < inhibitPolicyMapping1P1CA; crls inhibitPolicyMapping1P1CACRL inhibitPolicyMapping1P1subCACRL inhibitPolicyMapping1P1subsubCACRL; user none; authority none; policy-required yes
4.11.10 invalid Invalid Self-Issued inhibitPolicyMapping Test10: InvalidSelfIssuedinhibitPolicyMappingTest10 < inhibitPolicyMapping1P1SelfIssuedsubCA < inhibitPolicyMapping1P1subCA < inhibitPolicyMapping1P1SelfIssuedCA < inhibitPolicyMapping1P1CA; crls inhibitPolicyMapping1P1CACRL inhibitPolicyMapping1P1subCACRL; user none; authority none; policy-required yes
4.11.11 invalid Invalid Self-Issued inhibitPolicyMapping Test11: InvalidSelfIssuedinhibitPolicyMappingTest11 < inhibitPolicyMapping1P1SelfIssuedsubCA < inhibitPolicyMapping1P1subCA < inhibitPolicyMapping1P1SelfIssuedCA < inhibitPolicyMapping1P1CA; crls inhibitPolicyMapping1P1CACRL inhibitPolicyMapping1P1subCACRL; user none; authority none; policy-required yes

# 4.12 Inhibit Any Policy
4.12.1 invalid Invalid inhibitAnyPolicy Test1: InvalidinhibitAnyPolicyTest1 < inhibitAnyPolicy0CA; user none; authority none; policy-required yes
4.12.2 valid Valid inhibitAnyPolicy Test2: ValidinhibitAnyPolicyTest2 < inhibitAnyPolicy0CA; user 1; authority 1; policy-required yes
4.12.3.1 valid inhibitAnyPolicy Test3: inhibitAnyPolicyTest3 < inhibitAnyPolicy1subCA1 < inhibitAnyPolicy1CA; user 1; authority 1; policy-required yes
4.12.3.2 invalid inhibitAnyPolicy Test3: inhibitAnyPolicyTest3 < inhibitAnyPolicy1subCA1 < inhibitAnyPolicy1CA; asks inhibit-any; user none; authority none; policy-required yes
4.12.4 invalid Invalid inhibitAnyPolicy Test4: InvalidinhibitAnyPolicyTest4 < inhibitAnyPolicy1subCA1 < inhibitAnyPolicy1CA; user none; authority none; policy-required yes
4.12.5 invalid Invalid inhibitAnyPolicy Test5: InvalidinhibitAnyPolicyTest5 < inhibitAnyPolicy5subsubCA < inhibitAnyPolicy5subCA < inhibitAnyPolicy5CA; user none; authority none; policy-required yes
4.12.6 invalid Invalid inhibitAnyPolicy Test6: InvalidinhibitAnyPolicyTest6 < inhibitAnyPolicy1subCAIAP5 < inhibitAnyPolicy1CA; user none; authority none; policy-required yes
4.12.7 valid Valid Self-Issued inhibitAnyPolicy Test7: ValidSelfIssuedinhibitAnyPolicyTest7 < inhibitAnyPolicy1subCA2 < inhibitAnyPolicy1SelfIssuedCA < inhibitAnyPolicy1CA; crls inhibitAnyPolicy1CACRL inhibitAnyPolicy1subCA2CRL; user 1
4.12.8 invalid Invalid Self-Issued inhibitAnyPolicy Test8: InvalidSelfIssuedinhibitAnyPolicyTest8 < inhibitAnyPolicy1subsubCA2 < inhibitAnyPolicy1subCA2 < inhibitAnyPolicy1SelfIssuedCA < inhibitAnyPolicy1CA; crls inhibitAnyPolicy1CACRL inhibitAnyPolicy1subCA2CRL inhibitAnyPolicy1subsubCA2CRL; user none
4.12.9 valid Valid Self-Issued inhibitAnyPolicy Test9: ValidSelfIssuedinhibitAnyPolicyTest9 < inhibitAnyPolicy1SelfIssuedsubCA2 < inhibitAnyPolicy1subCA2 < inhibitAnyPolicy1SelfIssuedCA < inhibitAnyPolicy1CA; crls inhibitAnyPolicy1CACRL inhibitAnyPolicy1subCA2CRL; user 1
4.12.10 invalid Invalid Self-Issued inhibitAnyPolicy Test10: InvalidSelfIssuedinhibitAnyPolicyTest10 < inhibitAnyPolicy1subCA2 < inhibitAnyPolicy1SelfIssuedCA < inhibitAnyPolicy1CA; crls inhibitAnyPolicy1CACRL inhibitAnyPolicy1subCA2CRL; user none

# 4.13 Name Constraints
4.13.1 valid Valid DN nameConstraints Test1: ValidDNnameConstraintsTest1 < nameConstraintsDN1CA; user 1
4.13.2 invalid Invalid DN nameConstraints Test2: InvalidDNnameConstraintsTest2 < nameConstraintsDN1CA; user 1
4.13.3 invalid Invalid DN nameConstraints Test3: InvalidDNnameConstraintsTest3 < nameConstraintsDN1CA; user 1
4.13.4 valid Valid DN nameConstraints Test4: ValidDNnameConstraintsTest4 < nameConstraintsDN1CA; user 1
4.13.5 valid Valid DN nameConstraints Test5: ValidDNnameConstraintsTest5 < nameConstraintsDN2CA; user 1
4.13.6 valid Valid DN nameConstraints Test6: ValidDNnameConstraintsTest6 < nameConstraintsDN3CA; user 1
4.13.7 invalid Invalid DN nameConstraints Test7: InvalidDNnameConstraintsTest7 < nameConstraintsDN3CA; user 1
4.13.8 invalid Invalid DN nameConstraints Test8: InvalidDNnameConstraintsTest8 < nameConstraintsDN4CA; user 1
4.13.9 invalid Invalid DN nameConstraints Test9: InvalidDNnameConstraintsTest9 < nameConstraintsDN4CA; user 1
4.13.10 invalid Invalid DN nameConstraints Test10: InvalidDNnameConstraintsTest10 < nameConstraintsDN5CA; user 1
4.13.11 valid Valid DN nameConstraints Test11: ValidDNnameConstraintsTest11 < nameConstraintsDN5CA; user 1
4.13.12 invalid Invalid DN nameConstraints Test12: InvalidDNnameConstraintsTest12 < nameConstraintsDN1subCA1 < nameConstraintsDN1CA; user 1
4.13.13 invalid Invalid DN nameConstraints Test13: InvalidDNnameConstraintsTest13 < nameConstraintsDN1subCA2 < nameConstraintsDN1CA; user 1
4.13.14 valid Valid DN nameConstraints Test14: ValidDNnameConstraintsTest14 < nameConstraintsDN1subCA2 < nameConstraintsDN1CA; user 1
4.13.15 invalid Invalid DN nameConstraints Test15: InvalidDNnameConstraintsTest15 < nameConstraintsDN3subCA1 < nameConstraintsDN3CA; user 1
4.13.16 invalid Invalid DN nameConstraints Test16: InvalidDNnameConstraintsTest16 < nameConstraintsDN3subCA1 < nameConstraintsDN3CA; user 1
4.13.17 invalid Invalid DN nameConstraints Test17: InvalidDNnameConstraintsTest17 < nameConstraintsDN3subCA2 < nameConstraintsDN3CA; user 1
4.13.18 valid Valid DN nameConstraints Test18: ValidDNnameConstraintsTest18 < nameConstraintsDN3subCA2 < nameConstraintsDN3CA; user 1
4.13.19 valid Valid Self-Issued DN nameConstraints Test19: ValidDNnameConstraintsTest19 < nameConstraintsDN1SelfIssuedCA < nameConstraintsDN1CA; crls nameConstraintsDN1CACRL; user 1
4.13.20 invalid Invalid Self-Issued DN nameConstraints Test20: InvalidDNnameConstraintsTest20 < nameConstraintsDN1CA; user 1
4.13.21 valid Valid RFC822 nameConstraints Test21: ValidRFC822nameConstraintsTest21 < nameConstraintsRFC822CA1; user 1
4.13.22 invalid Invalid RFC822 nameConstraints Test22: InvalidRFC822nameConstraintsTest22 < nameConstraintsRFC822CA1; user 1
4.13.23 valid Valid RFC822 nameConstraints Test23: ValidRFC822nameConstraintsTest23 < nameConstraintsRFC822CA2; user 1
4.13.24 invalid Invalid RFC822 nameConstraints Test24: InvalidRFC822nameConstraintsTest24 < nameConstraintsRFC822CA2; user 1
4.13.25 valid Valid RFC822 nameConstraints Test25: ValidRFC822nameConstraintsTest25 < nameConstraintsRFC822CA3; user 1
4.13.26 invalid Invalid RFC822 nameConstraints Test26: InvalidRFC822nameConstraintsTest26 < nameConstraintsRFC822CA3; user 1
4.13.27 valid Valid DN and RFC822 nameConstraints Test27: ValidDNandRFC822nameConstraintsTest27 < nameConstraintsDN1subCA3 < nameConstraintsDN1CA; user 1
4.13.28 invalid Invalid DN and RFC822 nameConstraints Test28: InvalidDNandRFC822nameConstraintsTest28 < nameConstraintsDN1subCA3 < nameConstraintsDN1CA; user 1
4.13.29 invalid Invalid DN and RFC822 nameConstraints Test29: InvalidDNandRFC822nameConstraintsTest29 < nameConstraintsDN1subCA3 < nameConstraintsDN1CA; user 1
4.13.30 valid Valid DNS nameConstraints Test30: ValidDNSnameConstraintsTest30 < nameConstraintsDNS1CA; user 1
4.13.31 invalid Invalid DNS nameConstraints Test31: InvalidDNSnameConstraintsTest31 < nameConstraintsDNS1CA; user 1
4.13.32 valid Valid DNS nameConstraints Test32: ValidDNSnameConstraintsTest32 < nameConstraintsDNS2CA; user 1
4.13.33 invalid Invalid DNS nameConstraints Test33: InvalidDNSnameConstraintsTest33 < nameConstraintsDNS2CA; user 1
4.13.34 valid Valid URI nameConstraints Test34: ValidURInameConstraintsTest34 < nameConstraintsURI1CA; user 1
4.13.35 invalid Invalid URI nameConstraints Test35: InvalidURInameConstraintsTest35 < nameConstraintsURI1CA; user 1
4.13.36 valid Valid URI nameConstraints Test36: ValidURInameConstraintsTest36 < nameConstraintsURI2CA; user 1
4.13.37 invalid Invalid URI nameConstraints Test37: InvalidURInameConstraintsTest37 < nameConstraintsURI2CA; user 1
4.13.38 invalid Invalid DNS nameConstraints Test38: InvalidDNSnameConstraintsTest38 < nameConstraintsDNS1CA; user 1

# 4.14 Distribution Points
4.14.1 valid Valid distributionPoint Test1: ValiddistributionPointTest1 < distributionPoint1CA; user 1
4.14.2 invalid Invalid distributionPoint Test2: InvaliddistributionPointTest2 < distributionPoint1CA; user 1
4.14.3 invalid Invalid distributionPoint Test3: InvaliddistributionPointTest3 < distributionPoint1CA; user 1
4.14.4 valid Valid distributionPoint Test4: ValiddistributionPointTest4 < distributionPoint1CA; user 1
4.14.5 valid Valid distributionPoint Test5: ValiddistributionPointTest5 < distributionPoint2CA; user 1
4.14.6 invalid Invalid distributionPoint Test6: InvaliddistributionPointTest6 < distributionPoint2CA; user 1
4.14.7 valid Valid distributionPoint Test7: ValiddistributionPointTest7 < distributionPoint2CA; user 1
4.14.8 invalid Invalid distributionPoint Test8: InvaliddistributionPointTest8 < distributionPoint2CA; user 1
4.14.9 invalid Invalid distributionPoint Test9: InvaliddistributionPointTest9 < distributionPoint2CA; user 1
4.14.10 valid Valid No issuingDistributionPoint Test10: ValidNoissuingDistributionPointTest10 < NoissuingDistributionPointCA; user 1
4.14.11 invalid Invalid onlyContainsUserCerts CRL Test11: InvalidonlyContainsUserCertsTest11 < onlyContainsUserCertsCA; user 1
4.14.12 invalid Invalid onlyContainsCACerts CRL Test12: InvalidonlyContainsCACertsTest12 < onlyContainsCACertsCA; user 1
4.14.13 valid Valid onlyContainsCACerts CRL Test13: ValidonlyContainsCACertsTest13 < onlyContainsCACertsCA; user 1
4.14.14 invalid Invalid onlyContainsAttributeCerts Test14: InvalidonlyContainsAttributeCertsTest14 < onlyContainsAttributeCertsCA; user 1
4.14.15 invalid Invalid onlySomeReasons Test15: InvalidonlySomeReasonsTest15 < onlySomeReasonsCA1; crls onlySomeReasonsCA1compromiseCRL onlySomeReasonsCA1otherreasonsCRL; user 1
4.14.16 invalid Invalid onlySomeReasons Test16: InvalidonlySomeReasonsTest16 < onlySomeReasonsCA1; crls onlySomeReasonsCA1compromiseCRL onlySomeReasonsCA1otherreasonsCRL; user 1
4.14.17 invalid Invalid onlySomeReasons Test17: InvalidonlySomeReasonsTest17 < onlySomeReasonsCA2; crls onlySomeReasonsCA2CRL1 onlySomeReasonsCA2CRL2; user 1
4.14.18 valid Valid onlySomeReasons Test18: ValidonlySomeReasonsTest18 < onlySomeReasonsCA3; crls onlySomeReasonsCA3compromiseCRL onlySomeReasonsCA3otherreasonsCRL; user 1
4.14.19 valid Valid onlySomeReasons Test19: ValidonlySomeReasonsTest19 < onlySomeReasonsCA4; crls onlySomeReasonsCA4compromiseCRL onlySomeReasonsCA4otherreasonsCRL; user 1
4.14.20 invalid Invalid onlySomeReasons Test20: InvalidonlySomeReasonsTest20 < onlySomeReasonsCA4; crls onlySomeReasonsCA4compromiseCRL onlySomeReasonsCA4otherreasonsCRL; user 1
4.14.21 invalid Invalid onlySomeReasons Test21: InvalidonlySomeReasonsTest21 < onlySomeReasonsCA4; crls onlySomeReasonsCA4compromiseCRL onlySomeReasonsCA4otherreasonsCRL; user 1
4.14.22 valid Valid IDP with indirectCRL Test22: ValidIDPwithindirectCRLTest22 < indirectCRLCA1; user 1
4.14.23 invalid Invalid IDP with indirectCRL Test23: InvalidIDPwithindirectCRLTest23 < indirectCRLCA1; user 1
4.14.24 valid Valid IDP with indirectCRL Test24: ValidIDPwithindirectCRLTest24 < indirectCRLCA2; with indirectCRLCA1; crls indirectCRLCA1CRL; user 1
4.14.25 valid Valid IDP with indirectCRL Test25: ValidIDPwithindirectCRLTest25 < indirectCRLCA2; with indirectCRLCA1; crls indirectCRLCA1CRL; user 1
4.14.26 invalid Invalid IDP with indirectCRL Test26: InvalidIDPwithindirectCRLTest26 < indirectCRLCA2; with indirectCRLCA1; crls indirectCRLCA1CRL; user 1
4.14.27 invalid Invalid cRLIssuer Test27: InvalidcRLIssuerTest27 < indirectCRLCA2; with GoodCA; crls GoodCACRL; user 1
4.14.28 valid Valid cRLIssuer Test28: ValidcRLIssuerTest28 < indirectCRLCA3; with indirectCRLCA3cRLIssuer; crls indirectCRLCA3CRL indirectCRLCA3cRLIssuerCRL; user 1
4.14.29 valid Valid cRLIssuer Test29: ValidcRLIssuerTest29 < indirectCRLCA3; with indirectCRLCA3cRLIssuer; crls indirectCRLCA3CRL indirectCRLCA3cRLIssuerCRL; user 1
4.14.30 valid Valid cRLIssuer Test30: ValidcRLIssuerTest30 < indirectCRLCA4; with indirectCRLCA4cRLIssuer; crls indirectCRLCA4cRLIssuerCRL; user 1
4.14.31 invalid Invalid cRLIssuer Test31: InvalidcRLIssuerTest31 < indirectCRLCA6; with indirectCRLCA5; crls indirectCRLCA5CRL; user 1
4.14.32 invalid Invalid cRLIssuer Test32: InvalidcRLIssuerTest32 < indirectCRLCA6; with indirectCRLCA5; crls indirectCRLCA5CRL; user 1
4.14.33 valid Valid cRLIssuer Test33: ValidcRLIssuerTest33 < indirectCRLCA6; with indirectCRLCA5; crls indirectCRLCA5CRL; user 1
4.14.34 invalid Invalid cRLIssuer Test34: InvalidcRLIssuerTest34 < indirectCRLCA5; user 1
4.14.35 invalid Invalid cRLIssuer Test35: InvalidcRLIssuerTest35 < indirectCRLCA5; user 1

# 4.15 Delta-CRLs
4.15.1 invalid Invalid deltaCRLIndicator No Base Test1: InvaliddeltaCRLIndicatorNoBaseTest1 < deltaCRLIndicatorNoBaseCA; user 1
4.15.2 valid Valid delta-CRL Test2: ValiddeltaCRLTest2 < deltaCRLCA1; crls deltaCRLCA1CRL deltaCRLCA1deltaCRL; user 1
4.15.3 invalid Invalid delta-CRL Test3: InvaliddeltaCRLTest3 < deltaCRLCA1; crls deltaCRLCA1CRL deltaCRLCA1deltaCRL; user 1
4.15.4 invalid Invalid delta-CRL Test4: InvaliddeltaCRLTest4 < deltaCRLCA1; crls deltaCRLCA1CRL deltaCRLCA1deltaCRL; user 1
4.15.5 valid Valid delta-CRL Test5: ValiddeltaCRLTest5 < deltaCRLCA1; crls deltaCRLCA1CRL deltaCRLCA1deltaCRL; user 1
4.15.6 invalid Invalid delta-CRL Test6: InvaliddeltaCRLTest6 < deltaCRLCA1; crls deltaCRLCA1CRL deltaCRLCA1deltaCRL; user 1
4.15.7 valid Valid delta-CRL Test7: ValiddeltaCRLTest7 < deltaCRLCA1; crls deltaCRLCA1CRL deltaCRLCA1deltaCRL; user 1
4.15.8 valid Valid delta-CRL Test8: ValiddeltaCRLTest8 < deltaCRLCA2; crls deltaCRLCA2CRL deltaCRLCA2deltaCRL; user 1
4.15.9 invalid Invalid delta-CRL Test9: InvaliddeltaCRLTest9 < deltaCRLCA2; crls deltaCRLCA2CRL deltaCRLCA2deltaCRL; user 1
4.15.10 invalid Invalid delta-CRL Test10: InvaliddeltaCRLTest10 < deltaCRLCA3; crls deltaCRLCA3CRL deltaCRLCA3deltaCRL; user 1

# 4.16 Private Certificate Extensions
4.16.1 valid Valid Unknown Not Critical Certificate Extension Test1: ValidUnknownNotCriticalCertificateExtensionTest1; user 1
4.16.2 invalid Invalid Unknown Critical Certificate Extension Test2: InvalidUnknownCriticalCertificateExtensionTest2; user 1
`
