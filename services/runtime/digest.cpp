// Digests by OpenSSL, with one fetched algorithm and one context per thread.
#include "services/runtime/digest.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cstdlib>

namespace latchkey {
namespace {

// SHA256() fetches its algorithm at every call, which costs eight times the digest of a token.
struct Sha256 {
    Sha256() : algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context(EVP_MD_CTX_new()) {
        if (algorithm == nullptr || context == nullptr) std::abort();
    }
    ~Sha256() {
        EVP_MD_CTX_free(context);
        EVP_MD_free(algorithm);
    }
    Sha256(const Sha256 &) = delete;
    Sha256 &operator=(const Sha256 &) = delete;

    EVP_MD *algorithm;
    EVP_MD_CTX *context;
};

Sha256 &sha256OfThread() {
    thread_local Sha256 digest;
    return digest;
}

// HMAC() fetches its algorithm by name at every call, which costs more than the digest of a token.
struct Hmac {
    Hmac() : algorithm(EVP_MAC_fetch(nullptr, "HMAC", nullptr)), context(EVP_MAC_CTX_new(algorithm)) {
        char sha[] = "SHA256";
        const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, sha, 0), OSSL_PARAM_construct_end()};
        if (context == nullptr || EVP_MAC_CTX_set_params(context, parameters) != 1) std::abort();
    }
    ~Hmac() {
        EVP_MAC_CTX_free(context);
        EVP_MAC_free(algorithm);
    }
    Hmac(const Hmac &) = delete;
    Hmac &operator=(const Hmac &) = delete;

    EVP_MAC *algorithm;
    EVP_MAC_CTX *context;
};

Hmac &hmacOfThread() {
    thread_local Hmac hmac;
    return hmac;
}

unsigned char *writable(QByteArray &bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }

}  // namespace

QByteArray sha256(QByteArrayView bytes) {
    Sha256 &digest = sha256OfThread();
    QByteArray out(32, Qt::Uninitialized);
    unsigned int size = 0;
    const bool done = EVP_DigestInit_ex2(digest.context, digest.algorithm, nullptr) == 1 &&
                      EVP_DigestUpdate(digest.context, bytes.data(), static_cast<std::size_t>(bytes.size())) == 1 &&
                      EVP_DigestFinal_ex(digest.context, writable(out), &size) == 1;
    if (!done || size != 32) std::abort();
    return out;
}

QByteArray hmacSha256(QByteArrayView key, QByteArrayView bytes) {
    QByteArray out(32, Qt::Uninitialized);
    std::size_t size = 0;
    // A null key would mean "the key of the call before" to OpenSSL.
    const char *keyBytes = key.isEmpty() ? "" : key.data();
    EVP_MAC_CTX *context = hmacOfThread().context;
    const bool done = EVP_MAC_init(context, reinterpret_cast<const unsigned char *>(keyBytes), static_cast<std::size_t>(key.size()), nullptr) == 1 &&
                      EVP_MAC_update(context, reinterpret_cast<const unsigned char *>(bytes.data()), static_cast<std::size_t>(bytes.size())) == 1 &&
                      EVP_MAC_final(context, writable(out), &size, static_cast<std::size_t>(out.size())) == 1;
    if (!done || size != 32) std::abort();
    return out;
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size())) == 0;
}

}  // namespace latchkey
