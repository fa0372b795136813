// One POST to a gateway over HTTPS, and what came back: never redirected, never repeated, bounded in time and size.
#pragma once

#include "models/domain/instant.h"
#include "models/domain/secret.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>
#include <optional>

namespace latchkey {

struct HttpPost {
    QString url;
    QList<QByteArray> headers;  // "Name: value"
    QByteArray body;            // holds a message's secrets
    QString user;               // of basic authentication; empty: none
    ShopSecret password;
    Duration patience{};
    const std::atomic<bool> *stop = nullptr;  // ends it soon after it has become true
};

enum class HttpEnd { Answered, NotSetUp, NotEncrypted, Unreachable, TimedOut, Closed, BadCertificate, Nonsense };

struct HttpAnswer {
    HttpEnd end = HttpEnd::Closed;
    int status = 0;   // with Answered
    QByteArray body;  // with Answered; at most 64 kB of it
    std::optional<Duration> retryAfter;
    bool connected = false;
    bool encrypted = false;    // TLS was asked for
    bool secured = false;      // TLS stood
    bool requestSent = false;  // its first bytes at least were handed to the socket
    QByteArray words;          // the library's, where there is no answer
};

// Blocks for at most `patience`. Plain http goes to this computer only.
HttpAnswer sendPost(const HttpPost &post);

}  // namespace latchkey
