/*
 * Loads a large CRL with OpenSSL's C library. Usage: openssl-crl CRL CA SERIALS
 * SERIALS: contents octets of serial numbers, 16 each; the first is looked up first, then all of them.
 * Prints JSON: milliseconds of processor time for parsing, verifying and the first look-up; look-ups a second of
 * listed and of unlisted numbers; memory beyond the file.
 */
#include <openssl/bio.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static unsigned char *slurp(const char *path, long *length) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(2);
  fseek(file, 0, SEEK_END);
  *length = ftell(file);
  rewind(file);
  unsigned char *bytes = malloc((size_t)*length);
  if (bytes == NULL || fread(bytes, 1, (size_t)*length, file) != (size_t)*length) exit(2);
  fclose(file);
  return bytes;
}

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* VmRSS or VmHWM in kilobytes, 0 where there is no /proc. */
static long status_kb(const char *name) {
  FILE *file = fopen("/proc/self/status", "r");
  if (file == NULL) return 0;
  char line[256];
  long kb = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    if (strncmp(line, name, strlen(name)) == 0) kb = atol(line + strlen(name) + 1);
  }
  fclose(file);
  return kb;
}

/* Look-ups a second, the best of several sweeps. */
static double sweep(X509_CRL *crl, ASN1_INTEGER **numbers, int count, int expected) {
  double least = 1e300;
  for (int turn = 0; turn < 8; turn++) {
    double start = now_ms();
    for (int i = 0; i < count; i++) {
      X509_REVOKED *found = NULL;
      if (X509_CRL_get0_by_serial(crl, &found, numbers[i]) != expected) exit(1);
    }
    double took = now_ms() - start;
    if (took < least) least = took;
  }
  return count / least * 1e3;
}

int main(int argc, char **argv) {
  if (argc != 4) return 64;
  long length, serials_length;
  const unsigned char *bytes = slurp(argv[1], &length);
  unsigned char *serials = slurp(argv[3], &serials_length);
  BIO *bio = BIO_new_file(argv[2], "rb");
  X509 *ca = bio == NULL ? NULL : d2i_X509_bio(bio, NULL);
  if (ca == NULL) return 2;
  int count = (int)(serials_length / 16);
  ASN1_INTEGER **numbers = calloc((size_t)count, sizeof *numbers);
  for (int i = 0; i < count; i++) {
    BIGNUM *number = BN_bin2bn(serials + 16 * i, 16, NULL);
    numbers[i] = BN_to_ASN1_INTEGER(number, NULL);
    BN_free(number);
  }
  long before = status_kb("VmRSS:");
  double start = now_ms();
  X509_CRL *crl = d2i_X509_CRL(NULL, &bytes, length);
  if (crl == NULL || X509_CRL_verify(crl, X509_get0_pubkey(ca)) != 1) return 1;
  X509_REVOKED *found = NULL;
  if (X509_CRL_get0_by_serial(crl, &found, numbers[0]) != 1) return 1;
  double ms = now_ms() - start;
  long after = status_kb("VmHWM:");
  double lookUps = sweep(crl, numbers, count, 1);
  for (int i = 0; i < count; i++) {
    serials[16 * i] = 0x41;
    BIGNUM *number = BN_bin2bn(serials + 16 * i, 16, NULL);
    BN_to_ASN1_INTEGER(number, numbers[i]);
    BN_free(number);
  }
  double misses = sweep(crl, numbers, count, 0);
  printf("{\"ms\":%.3f,\"lookUps\":%.0f,\"misses\":%.0f,\"beyondBytes\":%ld}\n", ms, lookUps, misses,
         (after - before) * 1024);
  return 0;
}
