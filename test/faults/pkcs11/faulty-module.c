/*
 * A PKCS#11 module that misbehaves on command. It hands every call to SoftHSM2 and spoils what its control file says.
 *
 * The control file is named by the environment variable DVCTT_FAULTS, or else lies beside the module and is called like
 * it with `.faults` appended. It is read anew at each call. One order a line, `CALL FAULT [ARGUMENT …]`. CALL is a
 * function's name (`C_Sign`), the n-th time of it in one process (`C_Sign@3`), `*` for all, `load` for the moment at
 * which the file is loaded, or `token` for what the tokens seem to be.
 *
 * For the module as a whole:
 *   real PATH               the module that does the work (read at C_GetFunctionList); SoftHSM2 when left out
 *   conf PATH               SOFTHSM2_CONF for it, so that it has other tokens than the SoftHSM2 beside it
 *   log PATH                each call is written there: process number, name
 * For any call and for `load`:
 *   hang                    never comes back; the real call is not made
 *   hang-after              never comes back; the real call has been made (a PIN try may be spent)
 *   deadlock                waits for a lock that it holds itself (C_Finalize of several drivers)
 *   spin                    never comes back and uses a whole processor
 *   crash, crash-after      SIGSEGV, before or after the real call
 *   exit N                  ends the process with that code, as drivers do that call exit()
 *   sleep MS                comes late; the real call is made after the pause
 *   late MS                 the real call is made at once, its answer comes late
 *   return CKR              answers that without making the real call
 *   return-after CKR        makes the real call and answers that in its place
 *   replace CKR CKR         answers the second where the real answer is the first (a wrong PIN as CKR_GENERAL_ERROR)
 *   chatter                 writes garbage to stdout and stderr first
 *   raw-bytes HEX           writes these bytes into the pipe to the core first
 *   endless-message HEX     the same, and then zeros for ever
 *   flood TEXT              that message in frames of the channel, for ever
 * For calls that tell a size or a count (C_GetSlotList, C_GetMechanismList, C_GetAttributeValue, C_FindObjects, C_Sign):
 *   zero                    the question for the size (no buffer) is answered with 0; without such a question: nothing found
 *   huge                    the question for the size is answered with two thousand million
 *   huge-after              also where a buffer was given: more is claimed than was written
 *   unavailable             CK_UNAVAILABLE_INFORMATION (all bits set) as the size
 * For C_GetSlotList:        many N   that many slots: the last real one again and again
 * For C_FindObjects:        endless   there is always one more object
 * For C_GetAttributeValue:  garbage   certificates and numbers are full of noise
 * For C_Sign:               corrupt   a signature with one wrong bit; short   half a signature
 * For calls on a session:   drop-session   the session is closed behind the program's back first
 * For C_GetFunctionList:    null      answers CKR_OK and no list; holes   the list has no C_GetSlotList
 * For `token`:
 *   change-slots            every list gives the slots new numbers and the old ones are invalid
 *   pulled                  the token is gone: slot empty, sessions dead
 *   ghost                   the token is gone, but its slot and C_GetTokenInfo still claim it
 *   denied                  the token is there and works, but its slot says that it is empty
 *   set-flags, clear-flags  CK_TOKEN_INFO.flags, hexadecimal (PIN low, final try, locked, to be changed)
 *   serial TEXT, label TEXT in place of the token's own
 *   pin-pad PIN             has a PIN pad, at which somebody types that PIN; a PIN from the program is refused
 *   always-authenticate     private keys want the PIN (context-specific login) before each signature
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control.h"

#ifndef SOFTHSM2
#error "give the path of SoftHSM2: -DSOFTHSM2=..."
#endif

static CK_FUNCTION_LIST *real;
static CK_FUNCTION_LIST table;

#define huge_count 2000000000UL

/* Each call runs: count it, do what is ordered before, the body, do what is ordered after. */
#define BEGIN(name)                          \
  static const char call[] = #name;          \
  struct orders orders;                      \
  unsigned long answer = CKR_GENERAL_ERROR;  \
  note_call(call, &orders);                  \
  if (before_call(&orders, call, &answer)) return answer;
#define END return after_call(&orders, call, answer);
#define ORDERED(fault) (find_order(&orders, call, fault) != NULL)
#define TOKEN(fault) find_order(&orders, "token", fault)

#define PLAIN(name, parameters, arguments) \
  static CK_RV faulty_##name parameters {  \
    BEGIN(name)                            \
    answer = real->name arguments;         \
    END                                    \
  }

static bool token_is_away(const struct orders *orders) {
  return find_order(orders, "token", "pulled") != NULL || find_order(orders, "token", "ghost") != NULL;
}

static void drop_session(CK_SESSION_HANDLE session) {
  CK_SESSION_INFO info;
  if (real->C_GetSessionInfo(session, &info) == CKR_OK) real->C_CloseAllSessions(info.slotID);
}

#define ON_SESSION(name, parameters, arguments)                \
  static CK_RV faulty_##name parameters {                      \
    BEGIN(name)                                                \
    if (token_is_away(&orders)) return CKR_DEVICE_REMOVED;     \
    if (ORDERED("drop-session")) drop_session(session);        \
    answer = real->name arguments;                             \
    END                                                        \
  }

/* Slot numbers as the program knows them: the real ones, and in the high half how often a list was given. */
static unsigned long generation;

static CK_SLOT_ID shown_slot(CK_SLOT_ID slot) { return slot | generation << 32; }

static bool real_slot(const struct orders *orders, CK_SLOT_ID *slot) {
  if (find_order(orders, "token", "change-slots") != NULL && *slot >> 32 != generation) return false;
  *slot &= 0xffffffffUL;
  return true;
}

PLAIN(C_Initialize, (void *init), (init))
PLAIN(C_Finalize, (void *reserved), (reserved))
PLAIN(C_GetInfo, (CK_INFO * info), (info))
PLAIN(C_WaitForSlotEvent, (CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved), (flags, slot, reserved))

static CK_RV faulty_C_GetSlotList(unsigned char present, CK_SLOT_ID *list, unsigned long *count) {
  BEGIN(C_GetSlotList)
  if (present && (TOKEN("pulled") != NULL || TOKEN("denied") != NULL)) {
    *count = 0;
    return CKR_OK;
  }
  const struct order *many = find_order(&orders, "C_GetSlotList", "many");
  if (many != NULL) {
    unsigned long wanted = number_of(many->argument), there = 16;
    CK_SLOT_ID slots[16];
    if (list == NULL) {
      *count = wanted;
      return CKR_OK;
    }
    answer = real->C_GetSlotList(0, slots, &there);
    if (answer != CKR_OK || there == 0) return answer;
    for (unsigned long n = 0; n < *count; n++) list[n] = slots[n < there ? n : there - 1];
    return CKR_OK;
  }
  answer = real->C_GetSlotList(present, list, count);
  if (list == NULL) {
    if (ORDERED("zero")) *count = 0;
    if (ORDERED("huge")) *count = huge_count;
    if (ORDERED("unavailable")) *count = ~0UL;
  } else if (answer == CKR_OK && TOKEN("change-slots") != NULL) {
    generation++;
    for (unsigned long n = 0; n < *count; n++) list[n] = shown_slot(list[n]);
  }
  if (ORDERED("huge-after")) *count = huge_count;
  END
}

static CK_RV faulty_C_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO *info) {
  BEGIN(C_GetSlotInfo)
  if (!real_slot(&orders, &slot)) return CKR_SLOT_ID_INVALID;
  answer = real->C_GetSlotInfo(slot, info);
  if (TOKEN("pulled") != NULL || TOKEN("denied") != NULL) info->flags &= ~CKF_TOKEN_PRESENT;
  END
}

static void put_text(unsigned char *field, size_t size, const char *text) {
  size_t length = strnlen(text, size);
  memset(field, ' ', size);
  memcpy(field, text, length);
}

static CK_RV faulty_C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO *info) {
  BEGIN(C_GetTokenInfo)
  if (!real_slot(&orders, &slot)) return CKR_SLOT_ID_INVALID;
  if (TOKEN("pulled") != NULL) return CKR_TOKEN_NOT_PRESENT;
  answer = real->C_GetTokenInfo(slot, info);
  /* SoftHSM2's slot for the next token stays as it is: it is nobody's. */
  if ((info->flags & CKF_TOKEN_INITIALIZED) != 0) {
    const struct order *order;
    if ((order = TOKEN("set-flags")) != NULL) info->flags |= strtoul(order->argument, NULL, 16);
    if ((order = TOKEN("clear-flags")) != NULL) info->flags &= ~strtoul(order->argument, NULL, 16);
    if ((order = TOKEN("serial")) != NULL) put_text(info->serialNumber, sizeof info->serialNumber, order->argument);
    if ((order = TOKEN("label")) != NULL) put_text(info->label, sizeof info->label, order->argument);
    if (TOKEN("pin-pad") != NULL) info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
  }
  END
}

static CK_RV faulty_C_GetMechanismList(CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, unsigned long *count) {
  BEGIN(C_GetMechanismList)
  if (!real_slot(&orders, &slot)) return CKR_SLOT_ID_INVALID;
  answer = real->C_GetMechanismList(slot, list, count);
  if (list == NULL && ORDERED("zero")) *count = 0;
  if (list == NULL && ORDERED("huge")) *count = huge_count;
  if (list == NULL && ORDERED("unavailable")) *count = ~0UL;
  if (ORDERED("huge-after")) *count = huge_count;
  END
}

static CK_RV faulty_C_GetMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info) {
  BEGIN(C_GetMechanismInfo)
  if (!real_slot(&orders, &slot)) return CKR_SLOT_ID_INVALID;
  answer = real->C_GetMechanismInfo(slot, type, info);
  END
}

static CK_RV faulty_C_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify,
                                  CK_SESSION_HANDLE *session) {
  BEGIN(C_OpenSession)
  if (!real_slot(&orders, &slot)) return CKR_SLOT_ID_INVALID;
  if (token_is_away(&orders)) return CKR_TOKEN_NOT_PRESENT;
  answer = real->C_OpenSession(slot, flags, application, notify, session);
  END
}

static CK_RV faulty_C_CloseAllSessions(CK_SLOT_ID slot) {
  BEGIN(C_CloseAllSessions)
  if (!real_slot(&orders, &slot)) return CKR_SLOT_ID_INVALID;
  answer = real->C_CloseAllSessions(slot);
  END
}

static CK_RV faulty_C_InitToken(CK_SLOT_ID slot, unsigned char *pin, unsigned long length, unsigned char *label) {
  BEGIN(C_InitToken)
  if (!real_slot(&orders, &slot)) return CKR_SLOT_ID_INVALID;
  answer = real->C_InitToken(slot, pin, length, label);
  END
}

/* The PIN that the token has accepted, for keys that want it again; and whether the pending signature has got it. */
static unsigned char known_pin[256];
static unsigned long known_length;
static bool authenticated;

static CK_RV faulty_C_Login(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char *pin, unsigned long length) {
  BEGIN(C_Login)
  const struct order *pad = TOKEN("pin-pad");
  if (token_is_away(&orders)) return CKR_DEVICE_REMOVED;
  if (ORDERED("drop-session")) drop_session(session);
  if (pad != NULL) {
    if (pin != NULL) return CKR_ARGUMENTS_BAD;
    pin = (unsigned char *)pad->argument;
    length = strlen(pad->argument);
  }
  if (user == CKU_CONTEXT_SPECIFIC && TOKEN("always-authenticate") != NULL) {
    authenticated = pin != NULL && length == known_length && memcmp(pin, known_pin, length) == 0;
    answer = authenticated ? CKR_OK : CKR_PIN_INCORRECT;
  } else {
    answer = real->C_Login(session, user, pin, length);
    if (answer == CKR_OK && pin != NULL && length <= sizeof known_pin) {
      memcpy(known_pin, pin, length);
      known_length = length;
    }
  }
  END
}

static CK_RV faulty_C_SetPIN(CK_SESSION_HANDLE session, unsigned char *old, unsigned long old_length,
                             unsigned char *new, unsigned long new_length) {
  BEGIN(C_SetPIN)
  if (token_is_away(&orders)) return CKR_DEVICE_REMOVED;
  if (ORDERED("drop-session")) drop_session(session);
  answer = real->C_SetPIN(session, old, old_length, new, new_length);
  END
}

static bool is_private_key(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object) {
  CK_OBJECT_CLASS class = 0;
  CK_ATTRIBUTE attribute = {CKA_CLASS, &class, sizeof class};
  return real->C_GetAttributeValue(session, object, &attribute, 1) == CKR_OK && class == CKO_PRIVATE_KEY;
}

static CK_RV faulty_C_GetAttributeValue(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *wanted,
                                        unsigned long count) {
  BEGIN(C_GetAttributeValue)
  bool asked[64];
  if (token_is_away(&orders)) return CKR_DEVICE_REMOVED;
  if (ORDERED("drop-session")) drop_session(session);
  for (unsigned long n = 0; n < count && n < 64; n++) asked[n] = wanted[n].pValue == NULL;
  answer = real->C_GetAttributeValue(session, object, wanted, count);
  for (unsigned long n = 0; n < count && n < 64; n++) {
    CK_ATTRIBUTE *attribute = &wanted[n];
    if (asked[n] && ORDERED("zero")) attribute->ulValueLen = 0;
    if (asked[n] && ORDERED("huge")) attribute->ulValueLen = huge_count;
    if (ORDERED("huge-after")) attribute->ulValueLen = huge_count;
    if (ORDERED("unavailable")) attribute->ulValueLen = ~0UL;
    if (asked[n] || answer != CKR_OK) continue;
    if (ORDERED("garbage"))
      for (unsigned long at = 0; at < attribute->ulValueLen; at++)
        ((unsigned char *)attribute->pValue)[at] = (unsigned char)(at * 37 + 11);
    if (attribute->type == CKA_ALWAYS_AUTHENTICATE && TOKEN("always-authenticate") != NULL &&
        attribute->ulValueLen >= 1 && is_private_key(session, object))
      *(unsigned char *)attribute->pValue = CK_TRUE;
  }
  END
}

static CK_RV faulty_C_FindObjects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, unsigned long most,
                                  unsigned long *count) {
  BEGIN(C_FindObjects)
  if (token_is_away(&orders)) return CKR_DEVICE_REMOVED;
  if (ORDERED("drop-session")) drop_session(session);
  answer = real->C_FindObjects(session, objects, most, count);
  if (ORDERED("zero")) *count = 0;
  if (ORDERED("huge") || ORDERED("huge-after")) *count = huge_count;
  if (ORDERED("endless")) {
    for (unsigned long n = 0; n < most; n++) objects[n] = n + 1;
    *count = most;
  }
  END
}

static CK_RV faulty_C_SignInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
  BEGIN(C_SignInit)
  if (token_is_away(&orders)) return CKR_DEVICE_REMOVED;
  if (ORDERED("drop-session")) drop_session(session);
  authenticated = false;
  answer = real->C_SignInit(session, mechanism, key);
  END
}

static CK_RV faulty_C_Sign(CK_SESSION_HANDLE session, unsigned char *data, unsigned long length,
                           unsigned char *signature, unsigned long *signature_length) {
  BEGIN(C_Sign)
  if (token_is_away(&orders)) return CKR_DEVICE_REMOVED;
  if (ORDERED("drop-session")) drop_session(session);
  if (TOKEN("always-authenticate") != NULL && !authenticated) return CKR_USER_NOT_LOGGED_IN;
  answer = real->C_Sign(session, data, length, signature, signature_length);
  if (answer == CKR_OK && signature == NULL && ORDERED("zero")) *signature_length = 0;
  if (answer == CKR_OK && signature == NULL && ORDERED("huge")) *signature_length = huge_count;
  if (answer == CKR_OK && signature != NULL) {
    authenticated = false;
    if (ORDERED("zero")) *signature_length = 0;
    if (ORDERED("corrupt")) signature[*signature_length / 2] ^= 1;
    if (ORDERED("short")) *signature_length /= 2;
    if (ORDERED("huge-after")) *signature_length = huge_count;
    if (ORDERED("unavailable")) *signature_length = ~0UL;
  }
  END
}

ON_SESSION(C_CloseSession, (CK_SESSION_HANDLE session), (session))
ON_SESSION(C_GetSessionInfo, (CK_SESSION_HANDLE session, CK_SESSION_INFO *info), (session, info))
ON_SESSION(C_Logout, (CK_SESSION_HANDLE session), (session))
ON_SESSION(C_InitPIN, (CK_SESSION_HANDLE session, unsigned char *pin, unsigned long length), (session, pin, length))
ON_SESSION(C_FindObjectsInit, (CK_SESSION_HANDLE session, CK_ATTRIBUTE *wanted, unsigned long count),
           (session, wanted, count))
ON_SESSION(C_FindObjectsFinal, (CK_SESSION_HANDLE session), (session))
ON_SESSION(C_SignUpdate, (CK_SESSION_HANDLE session, unsigned char *part, unsigned long length),
           (session, part, length))
ON_SESSION(C_SignFinal, (CK_SESSION_HANDLE session, unsigned char *signature, unsigned long *length),
           (session, signature, length))
ON_SESSION(C_VerifyInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key),
           (session, mechanism, key))
ON_SESSION(C_Verify,
           (CK_SESSION_HANDLE session, unsigned char *data, unsigned long length, unsigned char *signature,
            unsigned long signature_length),
           (session, data, length, signature, signature_length))
ON_SESSION(C_DigestInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism), (session, mechanism))
ON_SESSION(C_Digest,
           (CK_SESSION_HANDLE session, unsigned char *data, unsigned long length, unsigned char *digest,
            unsigned long *digest_length),
           (session, data, length, digest, digest_length))
ON_SESSION(C_DigestUpdate, (CK_SESSION_HANDLE session, unsigned char *part, unsigned long length),
           (session, part, length))
ON_SESSION(C_DigestFinal, (CK_SESSION_HANDLE session, unsigned char *digest, unsigned long *length),
           (session, digest, length))
ON_SESSION(C_SeedRandom, (CK_SESSION_HANDLE session, unsigned char *seed, unsigned long length),
           (session, seed, length))
ON_SESSION(C_GenerateRandom, (CK_SESSION_HANDLE session, unsigned char *bytes, unsigned long length),
           (session, bytes, length))

/* The argument of a module-wide order (`real PATH`), or `otherwise`. */
static const char *setting(const struct orders *orders, const char *name, const char *otherwise) {
  for (size_t n = 0; n < orders->count; n++)
    if (strcmp(orders->order[n].call, name) == 0) return orders->order[n].fault;
  return otherwise;
}

static bool find_real(const struct orders *orders) {
  const char *conf = setting(orders, "conf", NULL);
  if (conf != NULL) setenv("SOFTHSM2_CONF", conf, 1);
  void *library = dlopen(setting(orders, "real", SOFTHSM2), RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return false;
  CK_C_GetFunctionList get;
  *(void **)&get = dlsym(library, "C_GetFunctionList");
  return get != NULL && get(&real) == CKR_OK;
}

#define PUT(name) table.name = faulty_##name;

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
  BEGIN(C_GetFunctionList)
  if (real == NULL && !find_real(&orders)) return CKR_GENERAL_ERROR;
  /* Calls that no signing program makes go to the real module as they are. */
  table = *real;
  table.C_GetFunctionList = C_GetFunctionList;
  PUT(C_Initialize) PUT(C_Finalize) PUT(C_GetInfo) PUT(C_WaitForSlotEvent)
  PUT(C_GetSlotList) PUT(C_GetSlotInfo) PUT(C_GetTokenInfo) PUT(C_GetMechanismList) PUT(C_GetMechanismInfo)
  PUT(C_InitToken) PUT(C_InitPIN) PUT(C_SetPIN)
  PUT(C_OpenSession) PUT(C_CloseSession) PUT(C_CloseAllSessions) PUT(C_GetSessionInfo)
  PUT(C_Login) PUT(C_Logout)
  PUT(C_GetAttributeValue) PUT(C_FindObjectsInit) PUT(C_FindObjects) PUT(C_FindObjectsFinal)
  PUT(C_SignInit) PUT(C_Sign) PUT(C_SignUpdate) PUT(C_SignFinal) PUT(C_VerifyInit) PUT(C_Verify)
  PUT(C_DigestInit) PUT(C_Digest) PUT(C_DigestUpdate) PUT(C_DigestFinal)
  PUT(C_SeedRandom) PUT(C_GenerateRandom)
  if (ORDERED("holes")) table.C_GetSlotList = NULL;
  *list = ORDERED("null") ? NULL : &table;
  answer = CKR_OK;
  END
}

__attribute__((constructor)) static void loaded(void) {
  struct orders orders;
  unsigned long answer;
  note_call("load", &orders);
  before_call(&orders, "load", &answer);
}
