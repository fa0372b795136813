// MX first; without one an address of the domain itself counts (RFC 5321, 5.1).
#include "services/dns/mail_questions.h"

#include <ares.h>
#include <arpa/nameser.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <memory>

namespace latchkey {

namespace {

using SteadyClock = std::chrono::steady_clock;
using Answer = std::optional<MailDomainState>;

constexpr int firstTryMs = 600;
constexpr int tries = 2;
constexpr std::chrono::milliseconds slice{20};

enum class Asked { Mx, Ipv4, Ipv6 };

struct Round;

struct Question {
    Round *round = nullptr;
    std::string domain;
    Asked asked = Asked::Mx;
    bool open = true;
};

struct Round {
    ares_channel channel = nullptr;
    std::vector<std::unique_ptr<Question>> questions;
    const std::function<void(const std::string &, Answer)> *settled = nullptr;
    std::size_t open = 0;
};

void ask(Question &question, Asked what);

void settle(Question &question, Answer answer) {
    if (!question.open) return;
    question.open = false;
    --question.round->open;
    (*question.round->settled)(question.domain, answer);
}

// A null MX is one whose host is the root. Nothing: there is no MX in what was answered.
Answer stateOfMx(const unsigned char *answer, int length) {
    ares_mx_reply *first = nullptr;
    if (ares_parse_mx_reply(answer, length, &first) != ARES_SUCCESS || !first) return {};
    bool takes = false;
    for (const ares_mx_reply *mx = first; mx; mx = mx->next) takes = takes || (mx->host && *mx->host && std::string_view(mx->host) != ".");
    ares_free_data(first);
    return takes ? MailDomainState::TakesMail : MailDomainState::NoMail;
}

void next(Question &question) {
    switch (question.asked) {
        case Asked::Mx:
            return ask(question, Asked::Ipv4);
        case Asked::Ipv4:
            return ask(question, Asked::Ipv6);
        case Asked::Ipv6:
            return settle(question, MailDomainState::NoMail);
    }
}

void heard(void *context, int status, int, unsigned char *answer, int length) {
    Question &question = *static_cast<Question *>(context);
    if (!question.open) return;
    if (status == ARES_ENOTFOUND) return settle(question, MailDomainState::NoMail);
    if (status == ARES_ENODATA) return next(question);
    if (status != ARES_SUCCESS) return settle(question, {});
    if (question.asked != Asked::Mx) return settle(question, MailDomainState::TakesMail);
    const Answer state = stateOfMx(answer, length);
    // An alias without an MX behind it is an answer too.
    if (state) settle(question, state);
    else next(question);
}

int typeOf(Asked what) {
    switch (what) {
        case Asked::Mx:
            return ns_t_mx;
        case Asked::Ipv4:
            return ns_t_a;
        case Asked::Ipv6:
            return ns_t_aaaa;
    }
    return ns_t_mx;
}

void ask(Question &question, Asked what) {
    question.asked = what;
    ares_query(question.round->channel, question.domain.c_str(), ns_c_in, typeOf(what), heard, &question);
}

bool openChannel(Round &round, const std::string &nameServer) {
    static const int ready = ares_library_init(ARES_LIB_INIT_ALL);
    if (ready != ARES_SUCCESS) return false;
    ares_options options{};
    options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES;
    options.timeout = firstTryMs;
    options.tries = tries;
    if (ares_init_options(&round.channel, &options, ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES) != ARES_SUCCESS) return false;
    return nameServer.empty() || ares_set_servers_ports_csv(round.channel, nameServer.c_str()) == ARES_SUCCESS;
}

// Waits a moment for any of the channel's sockets and lets it work, be it only to notice that a try has run out.
void turn(ares_channel channel) {
    std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
    const int wanted = ares_getsock(channel, sockets.data(), static_cast<int>(sockets.size()));
    std::array<pollfd, ARES_GETSOCK_MAXNUM> polled{};
    nfds_t count = 0;
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        const auto place = static_cast<unsigned>(i);
        short events = 0;
        if (static_cast<unsigned>(wanted) >> place & 1U) events = POLLIN;
        if (static_cast<unsigned>(wanted) >> (place + ARES_GETSOCK_MAXNUM) & 1U) events = static_cast<short>(events | POLLOUT);
        if (events) polled[count++] = {sockets[i], events, 0};
    }
    ::poll(polled.data(), count, static_cast<int>(slice.count()));
    ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    for (nfds_t i = 0; i < count; ++i)
        if (polled[i].revents) ares_process_fd(channel, polled[i].fd, polled[i].events & POLLOUT ? polled[i].fd : ARES_SOCKET_BAD);
}

}  // namespace

void askAboutMail(const std::string &nameServer, const std::vector<std::string> &domains, std::chrono::milliseconds limit,
                  const std::function<bool()> &ended, const std::function<void(const std::string &, Answer)> &settled) {
    Round round;
    round.settled = &settled;
    for (const std::string &domain : domains) round.questions.push_back(std::make_unique<Question>(Question{&round, domain, Asked::Mx, true}));
    round.open = round.questions.size();
    const auto over = SteadyClock::now() + limit;
    if (openChannel(round, nameServer)) {
        for (const auto &question : round.questions) ask(*question, Asked::Mx);
        while (round.open > 0 && !ended() && SteadyClock::now() < over) turn(round.channel);
    }
    if (!ended())
        for (const auto &question : round.questions) settle(*question, {});
    for (const auto &question : round.questions) question->open = false;
    if (round.channel) ares_destroy(round.channel);
}

}  // namespace latchkey
