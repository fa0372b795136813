// Plays the main job through the real window, offscreen, and leaves a picture of every step in the folder that it is given.
#include "tests/journeys/journey.h"
#include "tests/support/browser.h"
#include "ui/desk.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QUrl>

#include <chrono>
#include <cstdio>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

int failures = 0;

void step(bool done, const char *what) {
    std::printf("%s  %s\n", done ? "ok    " : "FAILED", what);
    std::fflush(stdout);
    if (!done) ++failures;
}

bool issue(JourneyDesk &desk) {
    QApplication::clipboard()->clear();
    return desk.click("magicButton") && waitFor([] { return QApplication::clipboard()->text().contains(QLatin1String("/l/")); });
}

void deskTour(const QDir &folder, Journey &journey, JourneyDesk &desk) {
    const auto picture = [&](const char *name) { return desk.picture(folder.filePath(QLatin1String(name))); };
    step(desk.openCustomer(QStringLiteral("amelie.durand@example.com"), QStringLiteral("Amélie Durand")), "find Amélie Durand by her e-mail");
    step(issue(desk) && picture("1-magic-login-copied.png"), "Magic login: issued, copied, live card");
    const QString link = QApplication::clipboard()->text();
    if (QFileInfo::exists(QStringLiteral("/usr/bin/chromedriver"))) {
        Browser browser;
        step(browser.start(), "a browser starts");
        browser.open(link);
        step(browser.screenshot(folder.filePath(QStringLiteral("2-portal-link.png"))), "the customer opens the link");
        step(browser.click(QStringLiteral("form button")) && browser.screenshot(folder.filePath(QStringLiteral("3-portal-account.png"))), "presses the button, sees the account");
        step(waitFor([&] { return desk.words("liveCard").contains(QStringLiteral("used at")); }) && picture("4-used.png"), "the card turns to used by itself");
        step(issue(desk), "another link");
        journey.clock.advance(11min);
        browser.forgetCookies();
        browser.open(QApplication::clipboard()->text());
        step(browser.screenshot(folder.filePath(QStringLiteral("5-portal-expired.png"))), "an expired link says so");
        step(browser.click(QStringLiteral("form button")) && browser.screenshot(folder.filePath(QStringLiteral("6-portal-code.png"))), "and sends a code");
        desk.window.showPage(QStringLiteral("messages"));
        step(desk.see(QStringLiteral("messagesPage")) != nullptr && picture("7-messages.png"), "the letter is read in Messages");
    } else {
        std::puts("-       no Chromium here: the portal's pages are left out (./dev test installs it)");
    }
    step(desk.openCustomer(QStringLiteral("+1 415 555 0134"), QStringLiteral("Dmitri Ivanov")) && picture("8-no-email.png"), "no e-mail on file: why not, and what instead");
    desk.key(Qt::Key_E);
    auto *email = desk.see<QLineEdit>("emailEdit");
    step(email != nullptr, "Edit contact opens by E");
    if (email != nullptr) {
        email->setText(QStringLiteral("dmitri@@example.com"));
        step(picture("9-edit-contact.png"), "a malformed address is explained as it is typed");
        email->setText(QStringLiteral("dmitri.ivanov@example.com"));
        step(desk.click("saveContact") && waitFor([&] { return !desk.sees(QStringLiteral("finding-email_missing")); }) && issue(desk) && picture("10-edited-then-magic-login.png"), "saved, then Magic login works");
    }
    desk.window.showPage(QStringLiteral("subscriptions"));
    step(waitFor([&] { return desk.sees(QStringLiteral("listSearch")); }), "Subscriptions");
    desk.window.openAnything(QStringLiteral("SUB-50214"));
    step(desk.see(QStringLiteral("openCustomerButton")) != nullptr && picture("11-subscriptions.png"), "a subscription with its actions");
    desk.window.showPage(QStringLiteral("check"));
    step(picture("12-check-a-link.png"), "Check a link");
    desk.window.showPage(QStringLiteral("messages"));
    desk.key(Qt::Key_M);
    step(desk.see(QStringLiteral("wrongPlace")) != nullptr && picture("13-wrong-place.png"), "Magic link asked for in the wrong place leads to the right one");
    desk.window.showPage(QStringLiteral("settings"));
    step(picture("14-settings.png"), "Settings");
    desk.window.showPage(QStringLiteral("customers"));
    emit desk.window.desk()->searchRequested(QStringLiteral("duran"));
    step(waitFor([&] { return desk.sees(QStringLiteral("paletteResults")); }) && picture("15-palette.png"), "Ctrl+K finds anything");
}

// What came of the links: the pages that answer "why did it not work".
void linksTour(const QDir &folder, Journey &journey, JourneyDesk &desk, const char *light) {
    const auto picture = [&](const char *name) { return desk.picture(folder.filePath(QStringLiteral("%1-%2.png").arg(QLatin1String(name), QLatin1String(light)))); };
    step(desk.openCustomer(QStringLiteral("amelie.durand@example.com"), QStringLiteral("Amélie Durand")) && issue(desk), "a link for Amélie Durand");
    const QString link = QString::fromLatin1(QUrl::toPercentEncoding(QApplication::clipboard()->text()));
    if (desk.click("copyAsReply")) {
        // Each live card has a menu of its own; the one that is open belongs to the card that was clicked.
        for (auto *menu : desk.window.findChildren<QMenu *>(QStringLiteral("replyMenu"))) {
            if (!menu->isVisible()) continue;
            auto *other = menu->findChild<QAction *>(QStringLiteral("otherReply"));
            menu->close();
            if (other != nullptr) other->trigger();
            break;
        }
    }
    step(desk.see(QStringLiteral("replyDialog")) != nullptr && picture("17-copy-as-reply"), "Copy as reply, with its preview");
    if (auto *dialog = desk.see<QDialog>("replyDialog")) dialog->reject();
    journey.clock.advance(24min);
    desk.window.showPage(QStringLiteral("check"));
    if (auto *box = desk.see<QPlainTextEdit>("pasted"))
        box->setPlainText(QStringLiteral("<https://eur03.safelinks.protection.outlook.com/?url=") + link + QStringLiteral("&data=05%7C01%7C>."));
    step(desk.see(QStringLiteral("verdict")) != nullptr && picture("18-why-it-did-not-work"), "a wrapped link is checked: expired, and what to press");
    desk.window.showPage(QStringLiteral("links"));
    step(desk.see(QStringLiteral("linksPage")) != nullptr && waitFor([&] { return desk.sees(QStringLiteral("list")); }), "Issued links");
    desk.key(Qt::Key_Down);
    step(picture("19-issued-links"), "one of them, with its timeline");
    step(desk.click("viewStats") && picture("20-last-30-days"), "the last 30 days");
    desk.window.showPage(QStringLiteral("activity"));
    step(desk.see(QStringLiteral("activityPage")) != nullptr && picture("21-activity"), "Activity");
    desk.window.showPage(QStringLiteral("settings"));
    if (auto *replies = desk.see(QStringLiteral("settingsSnippets")))
        for (auto *scroll : desk.window.findChildren<QScrollArea *>())
            if (scroll->isVisible() && scroll->isAncestorOf(replies)) scroll->verticalScrollBar()->setValue(replies->mapTo(scroll->widget(), QPoint()).y());
    step(picture("22-replies"), "the replies in Settings");
}

}  // namespace

int main(int argc, char **argv) {
    if (argc != 2) {
        std::fputs("usage: latchkey_tour FOLDER\n", stderr);
        return 2;
    }
    QApplication application(argc, argv);
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    if (!QDir().mkpath(folder.path())) {
        std::fprintf(stderr, "The folder %s cannot be made.\n", argv[1]);
        return 2;
    }
    applyTheme(application, ThemeChoice::Light);
    {
        Journey journey;
        step(journey.isReady(), "the service starts on the demo shop");
        if (!journey.isReady()) return 1;
        JourneyDesk desk(journey.url(), journey.token());
        deskTour(folder, journey, desk);
    }
    {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        linksTour(folder, journey, desk, "day");
    }
    applyTheme(application, ThemeChoice::Dark);
    {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        step(desk.openCustomer(QStringLiteral("amelie.durand@example.com"), QStringLiteral("Amélie Durand")) && issue(desk) &&
                 desk.picture(folder.filePath(QStringLiteral("16-dark.png"))),
             "the same by night");
        linksTour(folder, journey, desk, "night");
    }
    return failures == 0 ? 0 : 1;
}
