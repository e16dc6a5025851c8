'use strict';

/** node:crypto is not there yet. */

const { Transform, Writable } = require('stream');
const { absent } = require('internal/util/absent');

module.exports = absent('crypto', {
  functions: `
    argon2/3 argon2Sync/2 checkPrime/1 checkPrimeSync/1 createCipheriv/4
    createDecipheriv/4 createDiffieHellman/4 createDiffieHellmanGroup/1
    createECDH/1 createHash/2 createHmac/3 createPrivateKey/1 createPublicKey/1
    createSecretKey/2 createSign/2 createVerify/2 decapsulate/3 diffieHellman/2
    encapsulate/2 generateKey/3 generateKeyPair/3 generateKeyPairSync/2
    generateKeySync/2 generatePrime/3 generatePrimeSync/1 getCipherInfo/2
    getCiphers/0 getCurves/0 getDiffieHellman/1 getFips/0 getHashes/0
    getRandomValues/1 hash/3 hkdf/6 hkdfSync/5 pbkdf2/6 pbkdf2Sync/5
    privateDecrypt/2 privateEncrypt/2 prng/2 pseudoRandomBytes/2 publicDecrypt/2
    publicEncrypt/2 randomBytes/2 randomFill/4 randomFillSync/1 randomInt/3
    randomUUID/1 randomUUIDv7/1 rng/2 scrypt/4 scryptSync/3 secureHeapUsed/0
    setEngine/2 setFips/1 sign/4 timingSafeEqual/0 verify/5`,
  classes: {
    Certificate: {
      methods: 'exportChallenge exportPublicKey verifySpkac',
      statics: 'exportChallenge exportPublicKey verifySpkac',
    },
    Cipheriv: {
      length: 4,
      extends: Transform,
      methods: 'final getAuthTag setAAD setAutoPadding update',
    },
    Decipheriv: {
      length: 4,
      extends: Transform,
      methods: 'final setAAD setAuthTag setAutoPadding update',
    },
    DiffieHellman: {
      length: 4,
      methods: `
        computeSecret generateKeys getGenerator getPrime getPrivateKey
        getPublicKey setPrivateKey setPublicKey`,
    },
    DiffieHellmanGroup: {
      length: 1,
      methods: `
        computeSecret generateKeys getGenerator getPrime getPrivateKey
        getPublicKey`,
    },
    ECDH: {
      length: 1,
      methods: `
        computeSecret generateKeys getPrivateKey getPublicKey setPrivateKey
        setPublicKey`,
      statics: 'convertKey',
    },
    Hash: {
      length: 2,
      extends: Transform,
      methods: 'copy digest update',
    },
    Hmac: {
      length: 3,
      extends: Transform,
      methods: 'digest update',
    },
    KeyObject: {
      length: 2,
      methods: 'equals toCryptoKey',
      accessors: 'type',
      statics: 'from',
    },
    Sign: {
      length: 2,
      extends: Writable,
      methods: 'sign update',
    },
    Verify: {
      length: 2,
      extends: Writable,
      methods: 'update verify',
    },
    X509Certificate: {
      length: 1,
      methods: `
        checkEmail checkHost checkIP checkIssued checkPrivateKey toJSON
        toLegacyObject toString verify`,
      accessors: `
        ca fingerprint fingerprint256 fingerprint512 infoAccess issuer
        issuerCertificate keyUsage publicKey raw serialNumber signatureAlgorithm
        signatureAlgorithmOid subject subjectAltName validFrom validFromDate
        validTo validToDate`,
    },
  },
  instances: {
    subtle: {
      of: 'SubtleCrypto',
      methods: `
        decapsulateBits decapsulateKey decrypt deriveBits deriveKey digest
        encapsulateBits encapsulateKey encrypt exportKey generateKey
        getPublicKey importKey sign unwrapKey verify wrapKey`,
    },
    webcrypto: { of: 'Crypto', methods: 'getRandomValues randomUUID' },
  },
  values: {
    constants: require('internal/crypto/constants').constants,
    fips: 0,
  },
});

const { subtle, webcrypto } = module.exports;
Object.defineProperty(Object.getPrototypeOf(webcrypto), 'subtle', {
  __proto__: null, configurable: true, enumerable: true, get: () => subtle,
});
