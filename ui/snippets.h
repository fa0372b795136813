// The shop's replies as the service last told them, and which of them this agent copied last.
#pragma once

#include "models/domain/result.h"
#include "models/domain/snippet.h"
#include "services/client/service_client.h"

#include <QObject>

namespace latchkey {

class Desk;

// One per desk, its child. Read when it is made and whenever the shop changes. GUI thread.
class Snippets : public QObject {
    Q_OBJECT
public:
    enum class State { Reading, Known, Failed };

    static Snippets &of(Desk &desk);  // made at the first call

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Error &error() const { return m_error; }    // of Failed
    [[nodiscard]] const QList<Snippet> &all() const { return m_all; }  // by use, language and title; the former ones while they are read anew
    [[nodiscard]] QList<Snippet> forUse(SnippetUse use) const;
    [[nodiscard]] std::optional<Snippet> find(SnippetId id) const;
    [[nodiscard]] std::optional<Snippet> lastUsed(SnippetUse use) const;
    // The one that the agent most likely wants: used last in the language of the last reply, else any in that language, else used last, else the first.
    [[nodiscard]] std::optional<Snippet> preferred(SnippetUse use) const;
    void used(SnippetId id);  // remembered in the desk's settings
    void refresh();

signals:
    void changed();

private:
    explicit Snippets(Desk &desk);
    void onRead(const Result<QList<Snippet>> &answer);

    Desk &m_desk;
    State m_state = State::Reading;
    Error m_error;
    QList<Snippet> m_all;
    Pending m_pending;
};

}  // namespace latchkey
