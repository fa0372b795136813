// A request's body that cannot be read twice, so that Qt cannot send a changing request again on a connection that broke.
#pragma once

#include <QIODevice>

#include <algorithm>
#include <cstring>

namespace latchkey {

class OneTimeBody final : public QIODevice {
public:
    OneTimeBody(QByteArray bytes, QObject *parent) : QIODevice(parent), m_bytes(std::move(bytes)) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    [[nodiscard]] bool wasRead() const { return m_at > 0; }
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_bytes.size() - m_at; }
    [[nodiscard]] bool atEnd() const override { return bytesAvailable() == 0; }
    // False is what makes Qt give up instead of repeating.
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 most) override {
        if (atEnd()) return -1;
        const qint64 count = std::min<qint64>(most, m_bytes.size() - m_at);
        std::memcpy(data, m_bytes.constData() + m_at, static_cast<std::size_t>(count));
        m_at += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

}  // namespace latchkey
