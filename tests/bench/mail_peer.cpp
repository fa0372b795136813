// One thread polls all connections and says of every line what a server says that has nothing against it.
#include "tests/bench/mail_peer.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::bench {

namespace {

struct Talk {
    int socket = -1;
    std::string in;
    bool inLetter = false;
};

void say(const Talk &talk, std::string_view words) { (void)::send(talk.socket, words.data(), words.size(), MSG_NOSIGNAL); }

// Answers what has come whole; true for each letter.
bool answerNext(Talk &talk, bool &more) {
    const std::string_view mark = talk.inLetter ? "\r\n.\r\n" : "\r\n";
    const std::size_t end = talk.in.find(mark);
    more = end != std::string::npos;
    if (!more) return false;
    const std::string line = talk.in.substr(0, end);
    talk.in.erase(0, end + mark.size());
    if (talk.inLetter) {
        talk.inLetter = false;
        say(talk, "250 taken\r\n");
        return true;
    }
    talk.inLetter = line.starts_with("DATA");
    if (talk.inLetter)
        say(talk, "354 go on\r\n");
    else if (line.starts_with("EHLO"))
        say(talk, "250-peer\r\n250-8BITMIME\r\n250 PIPELINING\r\n");
    else if (line.starts_with("QUIT"))
        say(talk, "221 bye\r\n");
    else
        say(talk, "250 fine\r\n");
    return false;
}

}  // namespace

MailPeer::MailPeer(MailManner manner) {
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    // Bound but not listening: nobody else is given the port, and everybody is refused.
    if (manner != MailManner::Refuses) ::listen(m_listener, 512);
    if (manner == MailManner::Takes) m_thread = std::thread([this] { run(); });
}

MailPeer::~MailPeer() {
    m_ending = true;
    if (m_thread.joinable()) m_thread.join();
    ::close(m_listener);
}

void MailPeer::run() {
    std::vector<Talk> talks;
    char buffer[65536];
    while (!m_ending) {
        std::vector<pollfd> polled{{m_listener, POLLIN, 0}};
        for (const Talk &talk : talks) polled.push_back({talk.socket, POLLIN, 0});
        if (::poll(polled.data(), polled.size(), 100) <= 0) continue;
        for (std::size_t i = talks.size(); i > 0; --i) {
            Talk &talk = talks[i - 1];
            if (!polled[i].revents) continue;
            const ssize_t got = ::recv(talk.socket, buffer, sizeof buffer, 0);
            if (got <= 0) {
                ::close(talk.socket);
                talks.erase(talks.begin() + static_cast<std::ptrdiff_t>(i) - 1);
                continue;
            }
            talk.in.append(buffer, static_cast<std::size_t>(got));
            for (bool more = true; more;)
                if (answerNext(talk, more)) ++m_letters;
        }
        if (!polled[0].revents) continue;
        talks.push_back({::accept(m_listener, nullptr, nullptr), {}, false});
        say(talks.back(), "220 peer\r\n");
    }
    for (const Talk &talk : talks) ::close(talk.socket);
}

}  // namespace latchkey::bench
