/*
 * Validates detached CMS signatures with OpenSSL's C library: CAdES attributes, certification path, revocation.
 * Usage: openssl-cms crl|ocsp TIME ROOT CA CRL CRL RECORDS   (certificates and CRLs in DER; TIME in seconds since 1970)
 * RECORDS: for each document its content, its CMS and its OCSP response (empty with `crl`), each after its length in four
 * octets, big-endian.
 * With `crl` revocation of the signer and of its CA is asked of the CRLs. With `ocsp` the signer's is asked of its OCSP
 * response and the CA's not at all: X509_verify_cert has no way to mix the two.
 * For every line on the standard input: one round over all documents, then one line with the microseconds of processor
 * time per document.
 * Certificates and CRLs are loaded once; each validation decodes its CMS and verifies everything, as the library does.
 */
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  const unsigned char *bytes;
  long length;
} Octets;

typedef struct {
  Octets content, cms, ocsp;
} Record;

static BIO *open_file(const char *path) {
  BIO *bio = BIO_new_file(path, "rb");
  if (bio == NULL) {
    fprintf(stderr, "cannot read %s\n", path);
    exit(2);
  }
  return bio;
}

static Octets slurp(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(2);
  fseek(file, 0, SEEK_END);
  long length = ftell(file);
  rewind(file);
  unsigned char *bytes = malloc((size_t)length);
  if (bytes == NULL || fread(bytes, 1, (size_t)length, file) != (size_t)length) exit(2);
  fclose(file);
  return (Octets){bytes, length};
}

static Octets next(Octets *rest) {
  if (rest->length < 4) exit(2);
  const unsigned char *at = rest->bytes;
  long length = ((long)at[0] << 24) | (at[1] << 16) | (at[2] << 8) | at[3];
  Octets octets = {at + 4, length};
  rest->bytes += 4 + length;
  rest->length -= 4 + length;
  return octets;
}

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  ERR_print_errors_fp(stderr);
  exit(1);
}

static X509_STORE *store;
static STACK_OF(X509) *untrusted;

static void check_ocsp(CMS_ContentInfo *cms, Octets octets) {
  const unsigned char *at = octets.bytes;
  OCSP_RESPONSE *response = d2i_OCSP_RESPONSE(NULL, &at, octets.length);
  OCSP_BASICRESP *basic = response == NULL ? NULL : OCSP_response_get1_basic(response);
  if (basic == NULL || OCSP_basic_verify(basic, untrusted, store, 0) != 1) fail("OCSP response");
  STACK_OF(X509) *signers = CMS_get0_signers(cms);
  X509 *ca = sk_X509_value(untrusted, 0);
  OCSP_CERTID *id = OCSP_cert_to_id(EVP_sha1(), sk_X509_value(signers, 0), ca);
  int status = V_OCSP_CERTSTATUS_UNKNOWN;
  if (OCSP_resp_find_status(basic, id, &status, NULL, NULL, NULL, NULL) != 1) fail("OCSP answer");
  if (status != V_OCSP_CERTSTATUS_GOOD) fail("not good");
  OCSP_CERTID_free(id);
  sk_X509_free(signers);
  OCSP_BASICRESP_free(basic);
  OCSP_RESPONSE_free(response);
}

int main(int argc, char **argv) {
  if (argc != 8) return 64;
  int ocsp = strcmp(argv[1], "ocsp") == 0;
  store = X509_STORE_new();
  X509_VERIFY_PARAM *param = X509_STORE_get0_param(store);
  X509_VERIFY_PARAM_set_time(param, (time_t)atoll(argv[2]));
  if (!ocsp) X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
  BIO *bio = open_file(argv[3]);
  X509_STORE_add_cert(store, d2i_X509_bio(bio, NULL));
  BIO_free(bio);
  bio = open_file(argv[4]);
  untrusted = sk_X509_new_null();
  sk_X509_push(untrusted, d2i_X509_bio(bio, NULL));
  BIO_free(bio);
  for (int i = 5; i < 7; i++) {
    bio = open_file(argv[i]);
    X509_STORE_add_crl(store, d2i_X509_CRL_bio(bio, NULL));
    BIO_free(bio);
  }
  Octets rest = slurp(argv[7]);
  int count = 0;
  Record *records = NULL;
  while (rest.length > 0) {
    records = realloc(records, (size_t)(count + 1) * sizeof *records);
    if (records == NULL) return 2;
    records[count].content = next(&rest);
    records[count].cms = next(&rest);
    records[count].ocsp = next(&rest);
    count++;
  }

  char line[16];
  while (fgets(line, sizeof line, stdin) != NULL) {
    double start = now_us();
    for (int i = 0; i < count; i++) {
      Record *record = &records[i];
      const unsigned char *at = record->cms.bytes;
      CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &at, record->cms.length);
      BIO *data = BIO_new_mem_buf(record->content.bytes, (int)record->content.length);
      if (cms == NULL || CMS_verify(cms, untrusted, store, data, NULL,
                                    CMS_BINARY | CMS_DETACHED | CMS_CADES) != 1) {
        fail("CMS");
      }
      if (ocsp) check_ocsp(cms, record->ocsp);
      BIO_free(data);
      CMS_ContentInfo_free(cms);
    }
    printf("%.3f\n", (now_us() - start) / count);
    fflush(stdout);
  }
  return 0;
}
