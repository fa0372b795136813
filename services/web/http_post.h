// One POST to a gateway or a shop over HTTPS, and what came back: never redirected, never repeated, bounded in time and size.
#pragma once

#include "models/domain/instant.h"
#include "models/domain/secret.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>
#include <memory>
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
    qsizetype longestAnswer = 64 * 1024;      // the rest is not read
};

enum class HttpEnd { Answered, NotSetUp, NotEncrypted, Unreachable, TimedOut, Closed, BadCertificate, Nonsense };

struct HttpAnswer {
    HttpEnd end = HttpEnd::Closed;
    int status = 0;   // with Answered
    QByteArray body;  // with Answered; at most `longestAnswer` of it
    bool isCut = false;
    std::optional<HttpEnd> brokenOff;  // with Answered: what ended the body before it was whole
    QByteArray date;  // with Answered: the server's Date and Retry-After as they came
    QByteArray retryAfterText;
    std::optional<Duration> retryAfter;
    bool connected = false;
    bool encrypted = false;    // TLS was asked for
    bool secured = false;      // TLS stood
    bool requestSent = false;  // its first bytes at least were handed to the socket
    QByteArray words;          // the library's, where there is no answer
};

// A connection that is kept between posts, with the library's handle that holds it. Serves one thread at a time.
class HttpLine {
public:
    HttpLine();
    ~HttpLine();
    HttpLine(const HttpLine &) = delete;
    HttpLine &operator=(const HttpLine &) = delete;

private:
    friend HttpAnswer sendPost(const HttpPost &, HttpLine *);
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

// Blocks for at most `patience`. Plain http goes to this computer only. Over a kept line the library may repeat a post by itself when the
// line turns out to be dead: only for what may be asked twice.
HttpAnswer sendPost(const HttpPost &post, HttpLine *kept = nullptr);

}  // namespace latchkey
