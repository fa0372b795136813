// What desks do with imports: open one, send its files, look at them, start, follow, stop, and read what was refused.
#pragma once

#include "services/directory/import_job.h"
#include "services/store/write_room.h"

#include <condition_variable>
#include <deque>
#include <map>

namespace latchkey {

struct ImportLimits {
    qint64 bytes = 4LL * 1024 * 1024 * 1024;    // of one import's files
    std::size_t open = 4;                       // imports at a time; further ones wait until one is forgotten
    Duration forgottenAfter = std::chrono::hours(1);  // without a word of its desk
    Duration makesRoomAfter = std::chrono::minutes(1);  // so long unheard of, an import that does not run gives way to another
};

// Called on any thread; the work is done in a room of its own, one job after the other, and answered through `post`.
// An import belongs to the agent who opened it; to everybody else it is NotFound, but that an administrator may stop it.
class ImportDesk {
public:
    struct Setup {
        QString storePath;
        QString spoolFolder;
        const Clock &clock;
        Post post;
        std::function<void()> changed = {};      // posted when a run has ended
        std::function<void()> othersFirst = {};  // called by a run between two transactions; may block until others have written
        ImportLimits limits = {};
    };
    explicit ImportDesk(Setup setup);
    ~ImportDesk();  // stops the run under way; what it committed stays

    static constexpr std::size_t pieceBytes = 1024 * 1024;  // the longest piece of a file

    template <class T>
    using Answered = std::function<void(Result<T>)>;
    // ImportTooLarge, TooManyImports, StoreFull.
    void open(ImportOwner owner, ImportOffers offers, Answered<ImportStatus> answer);
    void write(AgentId agent, qint64 id, ImportKind kind, qint64 offset, std::string piece, Answered<ImportStatus> answer);
    void preview(AgentId agent, qint64 id, Answered<QList<ImportPreview>> answer);
    // `stillMay` as in ImportOrder. ImportRunning names the import that runs, where it is one of this desk's.
    void start(AgentId agent, qint64 id, ImportMaps maps, std::function<Result<void>(Connection &)> stillMay, Answered<ImportStatus> answer);
    void status(AgentId agent, qint64 id, Answered<ImportStatus> answer);
    // Stops a running one, and answers at once: it ends a moment later. Forgets any other. An invalid agent stands for whoever owns it.
    void cancel(AgentId agent, qint64 id, Answered<ImportStatus> answer);
    void refused(AgentId agent, qint64 id, ImportKind kind, qint64 after, int limit, Answered<RefusedPage> answer);

private:
    Result<ImportStatus> openNow(ImportOwner owner, ImportOffers offers);
    Result<void> makeRoom();
    [[nodiscard]] Error naming(Error error) const;
    void forgetOld();
    // Runs `verb` on the import in the room, and answers with what it says.
    template <class T>
    void with(AgentId agent, qint64 id, std::function<Result<T>(ImportJob &)> verb, Answered<T> answer);
    void give(std::function<void()> job);
    void run();

    Setup m_setup;
    std::map<qint64, std::unique_ptr<ImportJob>> m_imports;  // the room's own
    qint64 m_newest = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    bool m_stopping = false;
    std::thread m_thread;
};

}  // namespace latchkey
