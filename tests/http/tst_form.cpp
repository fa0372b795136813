// Forms, cookies and targets, taken apart byte by byte.
#include "services/http/http.h"
#include "services/http/request_head.h"
#include "services/http/response_head.h"

#include <QTest>

using namespace latchkey;

namespace {

QByteArray joined(std::string_view form) {
    QByteArray text;
    for (const auto &[name, value] : http::parseForm(form)) text += QByteArray::fromStdString(name) + "=" + QByteArray::fromStdString(value) + ";";
    return text;
}

}  // namespace

class Form : public QObject {
    Q_OBJECT
private slots:
    void a_form_is_decoded_in_order() {
        QCOMPARE(joined("email=a%2Bb%40x.org&name=Ann+Marie&empty=&bare&a=1&a=2"), QByteArray("email=a+b@x.org;name=Ann Marie;empty=;bare=;a=1;a=2;"));
        QCOMPARE(joined("q=%C3%A9%F0%9F%94%91&=x"), QByteArray("q=\xc3\xa9\xf0\x9f\x94\x91;=x;"));
        QCOMPARE(joined("a=b=c&&&d=e"), QByteArray("a=b=c;d=e;"));
        QCOMPARE(joined(""), QByteArray());
    }

    void a_pair_that_is_not_text_is_left_out_and_the_rest_stays() {
        for (const char *bad : {"x=%", "x=%4", "x=%zz", "x=%00", "x=%ff", "x=%c0%80", "x=%ed%a0%80", "x=%f4%90%80%80", "%ff=x", "x=\xe9"})
            QCOMPARE(joined(std::string("a=1&") + bad + "&b=2"), QByteArray("a=1;b=2;"));
    }

    void a_cookie_is_found_among_others() {
        http::Request request;
        request.headers = {{"cookie", "a=1; session=abc=d;  b=2"}, {"x", "session=no"}, {"cookie", "late=\"q\"; session=second; flag"}};
        QCOMPARE(request.cookie("session"), std::string_view("abc=d"));
        QCOMPARE(request.cookie("b"), std::string_view("2"));
        QCOMPARE(request.cookie("late"), std::string_view("q"));
        QCOMPARE(request.cookie("ession"), std::string_view());
        QCOMPARE(request.cookie("flag"), std::string_view());
        QCOMPARE(request.header("x"), std::string_view("session=no"));
        QCOMPARE(request.header("y"), std::string_view());
    }

    void a_target_is_split_at_its_first_question_mark() {
        const auto target = http::readTarget("/a%20b/c?d=%2F?e");
        QVERIFY(target);
        QCOMPARE(target->path, std::string("/a b/c"));
        QCOMPARE(target->query, std::string("d=%2F?e"));
        QVERIFY(http::readTarget("/...")->query.empty());
        QVERIFY(!http::readTarget(""));
    }

    void a_date_is_written_as_http_wants_it() {
        QCOMPARE(http::httpDate(Instant(784111777000)), std::string("Sun, 06 Nov 1994 08:49:37 GMT"));
        QCOMPARE(http::httpDate(Instant(1709164800999)), std::string("Thu, 29 Feb 2024 00:00:00 GMT"));
    }

    void a_head_is_recognised_however_it_is_cut() {
        const std::string text = "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nGET";
        http::HeadScanner scanner;
        for (std::size_t length = 0; length < text.size() - 3; ++length)
            QCOMPARE(scanner.scan(std::string_view(text).substr(0, length)), http::HeadScanner::State::More);
        QCOMPARE(scanner.scan(text), http::HeadScanner::State::Done);
        QCOMPARE(text.substr(scanner.end()), std::string("GET"));
        QCOMPARE(text.substr(scanner.begin(), 3), std::string("GET"));
    }
};

QTEST_GUILESS_MAIN(Form)
#include "tst_form.moc"
