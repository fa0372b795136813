// Which handler a path and a method reach, and what the rest is answered.
#include "services/http/router.h"

#include <QTest>

#include <optional>

using namespace latchkey;

namespace {

class FakeExchange final : public http::Exchange {
public:
    FakeExchange(http::Method method, std::string path) {
        m_request.method = method;
        m_request.path = std::move(path);
    }
    [[nodiscard]] const http::Request &request() const override { return m_request; }
    void answer(http::Response response) override { answered = std::move(response); }
    std::shared_ptr<http::Stream> stream(std::string) override { return {}; }
    std::optional<http::Response> answered;

private:
    http::Request m_request;
};

}  // namespace

class Router : public QObject {
    Q_OBJECT

    http::Router m_router;

    void add(http::Method method, const char *pattern, const char *name) {
        m_router.add(method, pattern, [name = std::string(name)](const http::ExchangePtr &exchange, const http::Parameters &parameters) {
            std::string text = name;
            for (const std::string &parameter : parameters) text += ":" + parameter;
            exchange->answer({200, "text/plain", text, {}});
        });
    }
    QString reached(http::Method method, const char *path) {
        const auto exchange = std::make_shared<FakeExchange>(method, path);
        if (!m_router.handle(exchange)) return QStringLiteral("nothing");
        if (exchange->answered->status == 200) return QString::fromStdString(exchange->answered->body);
        return QString::number(exchange->answered->status) + u' ' + QString::fromStdString(exchange->answered->headers.at(0).second);
    }

private slots:
    void initTestCase() {
        add(http::Method::Get, "/", "root");
        add(http::Method::Get, "/customers", "list");
        add(http::Method::Get, "/customers/{id}", "one");
        add(http::Method::Patch, "/customers/{id}/contact", "contact");
        add(http::Method::Get, "/links/{id}", "link");
        add(http::Method::Post, "/links/{id}", "any");
        add(http::Method::Post, "/links/check", "check");
        add(http::Method::Get, "/a/{x}/b/{y}", "two");
    }

    void a_path_reaches_its_handler_with_its_parameters() {
        QCOMPARE(reached(http::Method::Get, "/"), QStringLiteral("root"));
        QCOMPARE(reached(http::Method::Get, "/customers"), QStringLiteral("list"));
        QCOMPARE(reached(http::Method::Get, "/customers/12"), QStringLiteral("one:12"));
        QCOMPARE(reached(http::Method::Get, "/a/1/b/2"), QStringLiteral("two:1:2"));
        QCOMPARE(reached(http::Method::Patch, "/customers/7/contact"), QStringLiteral("contact:7"));
    }

    void head_reaches_the_handler_of_get() { QCOMPARE(reached(http::Method::Head, "/customers/3"), QStringLiteral("one:3")); }

    void a_literal_wins_over_a_parameter() {
        QCOMPARE(reached(http::Method::Post, "/links/check"), QStringLiteral("check"));
        QCOMPARE(reached(http::Method::Post, "/links/5"), QStringLiteral("any:5"));
    }

    void a_known_path_with_another_method_gets_405_with_all_that_is_allowed() {
        QCOMPARE(reached(http::Method::Delete, "/customers"), QStringLiteral("405 GET, HEAD"));
        QCOMPARE(reached(http::Method::Get, "/customers/7/contact"), QStringLiteral("405 PATCH"));
        QCOMPARE(reached(http::Method::Delete, "/links/5"), QStringLiteral("405 GET, HEAD, POST"));
    }

    void an_unknown_path_reaches_nothing() {
        for (const char *path : {"/nothing", "/customers/", "/customers//contact", "/customers/1/2", "//", "/Customers", "/customers/1/"})
            QCOMPARE(reached(http::Method::Get, path), QStringLiteral("nothing"));
    }
};

QTEST_GUILESS_MAIN(Router)
#include "tst_router.moc"
