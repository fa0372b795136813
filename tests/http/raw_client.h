// A client that sends bytes as they are, well-formed or not, and reads what comes back until the server closes or a time is over.
#pragma once

#include <QByteArray>

#include <string>

namespace latchkey {

class RawClient {
public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    // False when the server has closed meanwhile.
    bool send(const QByteArray &bytes) const;
    // Everything until the server closes or `milliseconds` are over.
    [[nodiscard]] QByteArray readToEnd(int milliseconds = 5000) const;
    // One answer: its head and as many bytes as its Content-Length says.
    [[nodiscard]] QByteArray readAnswer(bool toHead = false, int milliseconds = 5000) const;
    [[nodiscard]] QByteArray readUntil(const QByteArray &mark, int milliseconds = 5000) const;
    [[nodiscard]] bool isClosedWithin(int milliseconds) const;
    // With a reset instead of an orderly end.
    void leaveRudely();
    void leave();

private:
    QByteArray readSome(int milliseconds, bool &ended) const;
    int m_descriptor = -1;
};

// 0 when the text is no answer.
int statusOf(const QByteArray &answer);
QByteArray headerOf(const QByteArray &answer, const QByteArray &name);
QByteArray bodyOf(const QByteArray &answer);

}  // namespace latchkey
