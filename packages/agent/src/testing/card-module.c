/*
 * A PKCS#11 module for tests that makes a card of SoftHSM: a removable reader, a PIN that locks itself after three wrong
 * tries, a card that can be taken out. Compiled by soft-card.ts with
 *   -DCARD_FOLDER="..."  where softhsm2.conf and the switches below lie
 *   -DDRIVER="..."       SoftHSM's own module
 * Switches are files in CARD_FOLDER:
 *   tries         wrong PINs so far, a digit; three lock the card
 *   absent        the card is not in its reader
 *   unplugged     nor is there a reader
 *   leaves        the card is taken out right after the next login
 *   pinpad        the PIN is entered at the reader: the file holds what the person enters there
 *   only-pads     the card offers CKM_RSA_PKCS, not the mechanisms that hash
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long CK;
typedef unsigned char CK_BYTE;
typedef struct { CK_BYTE major, minor; void *function[68]; } Functions;
typedef struct { CK_BYTE description[64], manufacturer[32]; CK flags; } SlotInfo;
typedef struct { CK_BYTE label[32], manufacturer[32], model[16], serial[16]; CK flags; } TokenInfo;

enum { F_GetFunctionList = 3, F_GetSlotList = 4, F_GetSlotInfo = 5, F_GetTokenInfo = 6, F_GetMechanismList = 7,
       F_OpenSession = 12, F_Login = 18, F_FindObjectsInit = 26, F_SignInit = 42, F_Sign = 43 };
enum { OK = 0, DEVICE_REMOVED = 0x32, PIN_INCORRECT = 0xA0, PIN_LOCKED = 0xA4, TOKEN_NOT_PRESENT = 0xE0 };
enum { REMOVABLE = 2, PROTECTED_PATH = 0x100, COUNT_LOW = 0x10000, FINAL_TRY = 0x20000, LOCKED = 0x40000 };

static Functions real, ours;

static const char *path(const char *name) {
  static char text[4096];
  snprintf(text, sizeof text, "%s/%s", CARD_FOLDER, name);
  return text;
}
static int there(const char *name) { return access(path(name), F_OK) == 0; }
static int wrong_tries(void) {
  FILE *file = fopen(path("tries"), "r");
  int digit = file ? fgetc(file) : '0';
  if (file) fclose(file);
  return digit >= '0' && digit <= '9' ? digit - '0' : 0;
}
static void set_wrong_tries(int tries) {
  FILE *file = fopen(path("tries"), "w");
  if (file) { fputc('0' + tries, file); fclose(file); }
}
static int away(void) { return there("absent") || there("unplugged"); }

static CK get_slot_list(CK_BYTE present, CK *list, CK *count) {
  if (there("unplugged") || (present && there("absent"))) { *count = 0; return OK; }
  return ((CK (*)(CK_BYTE, CK *, CK *))real.function[F_GetSlotList])(present, list, count);
}
static CK get_slot_info(CK slot, SlotInfo *info) {
  CK result = ((CK (*)(CK, SlotInfo *))real.function[F_GetSlotInfo])(slot, info);
  if (result != OK) return result;
  info->flags |= REMOVABLE;
  if (away()) info->flags &= ~1UL;
  memset(info->description, ' ', sizeof info->description);
  memcpy(info->description, "Test reader", 11);
  return OK;
}
static CK get_token_info(CK slot, TokenInfo *info) {
  if (away()) return TOKEN_NOT_PRESENT;
  CK result = ((CK (*)(CK, TokenInfo *))real.function[F_GetTokenInfo])(slot, info);
  if (result != OK) return result;
  int wrong = wrong_tries();
  info->flags &= ~(CK)(COUNT_LOW | FINAL_TRY | LOCKED);
  if (wrong > 0) info->flags |= COUNT_LOW;
  if (wrong == 2) info->flags |= FINAL_TRY;
  if (wrong > 2) info->flags |= LOCKED;
  if (there("pinpad")) info->flags |= PROTECTED_PATH;
  return OK;
}
static CK get_mechanism_list(CK slot, CK *list, CK *count) {
  CK result = ((CK (*)(CK, CK *, CK *))real.function[F_GetMechanismList])(slot, list, count);
  if (result == OK && list != NULL && there("only-pads")) {
    for (CK i = 0; i < *count; i++) if (list[i] >= 0x40 && list[i] <= 0x42) list[i] = 1;
  }
  return result;
}
static CK open_session(CK slot, CK flags, void *application, void *notify, CK *session) {
  if (away()) return TOKEN_NOT_PRESENT;
  return ((CK (*)(CK, CK, void *, void *, CK *))real.function[F_OpenSession])(slot, flags, application, notify, session);
}
static CK login(CK session, CK user, CK_BYTE *pin, CK length) {
  CK_BYTE entered[64];
  if (away()) return DEVICE_REMOVED;
  int wrong = wrong_tries();
  if (wrong > 2) return PIN_LOCKED;
  if (there("pinpad")) {
    FILE *file = fopen(path("pinpad"), "r");
    length = file ? fread(entered, 1, sizeof entered, file) : 0;
    if (file) fclose(file);
    pin = entered;
  }
  CK result = ((CK (*)(CK, CK, CK_BYTE *, CK))real.function[F_Login])(session, user, pin, length);
  if (result == PIN_INCORRECT) {
    set_wrong_tries(wrong + 1);
    return wrong + 1 > 2 ? PIN_LOCKED : PIN_INCORRECT;
  }
  if (result == OK) {
    set_wrong_tries(0);
    if (there("leaves")) { char from[4096]; strcpy(from, path("leaves")); rename(from, path("absent")); }
  }
  return result;
}
static CK find_objects_init(CK session, void *template, CK count) {
  if (away()) return DEVICE_REMOVED;
  return ((CK (*)(CK, void *, CK))real.function[F_FindObjectsInit])(session, template, count);
}
static CK sign_init(CK session, void *mechanism, CK key) {
  if (away()) return DEVICE_REMOVED;
  return ((CK (*)(CK, void *, CK))real.function[F_SignInit])(session, mechanism, key);
}

CK C_GetFunctionList(Functions **list) {
  static int ready;
  if (!ready) {
    char conf[4096];
    snprintf(conf, sizeof conf, "%s/softhsm2.conf", CARD_FOLDER);
    setenv("SOFTHSM2_CONF", conf, 1);
    void *driver = dlopen(DRIVER, RTLD_NOW | RTLD_LOCAL);
    CK (*get)(Functions **) = driver ? (CK (*)(Functions **))dlsym(driver, "C_GetFunctionList") : NULL;
    Functions *found;
    if (get == NULL || get(&found) != OK) return 5; /* CKR_GENERAL_ERROR */
    real = *found;
    ours = real;
    ours.function[F_GetFunctionList] = (void *)C_GetFunctionList;
    ours.function[F_GetSlotList] = (void *)get_slot_list;
    ours.function[F_GetSlotInfo] = (void *)get_slot_info;
    ours.function[F_GetTokenInfo] = (void *)get_token_info;
    ours.function[F_GetMechanismList] = (void *)get_mechanism_list;
    ours.function[F_OpenSession] = (void *)open_session;
    ours.function[F_Login] = (void *)login;
    ours.function[F_FindObjectsInit] = (void *)find_objects_init;
    ours.function[F_SignInit] = (void *)sign_init;
    ready = 1;
  }
  *list = &ours;
  return OK;
}
