/*
 * Validates detached CMS signatures with OpenSSL's C library: CAdES attributes, chain, CRLs for the whole chain.
 * Usage: openssl-cms ROUNDS TIME ROOT CA CRL CRL CONTENT CMS...   (all DER; TIME in seconds since 1970)
 * Prints the microseconds that each round took per validation, one line a round, on the standard output.
 * Certificates and CRLs are loaded once; each validation decodes its CMS and verifies everything, as the library does.
 */
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static BIO *open_file(const char *path) {
  BIO *bio = BIO_new_file(path, "rb");
  if (bio == NULL) {
    fprintf(stderr, "cannot read %s\n", path);
    exit(2);
  }
  return bio;
}

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

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

int main(int argc, char **argv) {
  if (argc < 9) return 64;
  int rounds = atoi(argv[1]);
  X509_STORE *store = X509_STORE_new();
  X509_VERIFY_PARAM *param = X509_STORE_get0_param(store);
  X509_VERIFY_PARAM_set_time(param, (time_t)atoll(argv[2]));
  X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
  BIO *bio = open_file(argv[3]);
  X509_STORE_add_cert(store, d2i_X509_bio(bio, NULL));
  BIO_free(bio);
  bio = open_file(argv[4]);
  STACK_OF(X509) *untrusted = sk_X509_new_null();
  sk_X509_push(untrusted, d2i_X509_bio(bio, NULL));
  BIO_free(bio);
  for (int i = 5; i < 7; i++) {
    bio = open_file(argv[i]);
    X509_STORE_add_crl(store, d2i_X509_CRL_bio(bio, NULL));
    BIO_free(bio);
  }
  long content_length;
  unsigned char *content = slurp(argv[7], &content_length);
  int count = argc - 8;
  unsigned char **signatures = calloc((size_t)count, sizeof *signatures);
  long *lengths = calloc((size_t)count, sizeof *lengths);
  for (int i = 0; i < count; i++) signatures[i] = slurp(argv[8 + i], &lengths[i]);

  for (int round = 0; round < rounds; round++) {
    double start = now_us();
    for (int i = 0; i < count; i++) {
      const unsigned char *at = signatures[i];
      CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &at, lengths[i]);
      BIO *data = BIO_new_mem_buf(content, (int)content_length);
      if (cms == NULL ||
          CMS_verify(cms, untrusted, store, data, NULL, CMS_BINARY | CMS_DETACHED | CMS_CADES) != 1) {
        ERR_print_errors_fp(stderr);
        return 1;
      }
      BIO_free(data);
      CMS_ContentInfo_free(cms);
    }
    printf("%.3f\n", (now_us() - start) / count);
    fflush(stdout);
  }
  return 0;
}
