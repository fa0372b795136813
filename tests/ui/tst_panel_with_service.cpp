// The profile over a real service with the sample shop: what one desk does, another's panel shows by itself.
#include "services/host/running_service.h"
#include "tests/support/verify.h"
#include "tests/ui/panel_fixture.h"
#include "ui/panels/customer_panel.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace latchkey;

namespace {

// One service, and two desks on it.
struct Shop {
    QTemporaryDir folder;
    std::unique_ptr<RunningService> service;
    std::unique_ptr<ServiceClient> client;
    std::unique_ptr<ServiceClient> colleague;
    ClipboardGuard clipboard{*QApplication::clipboard()};
    DeskSettings settings;
    std::unique_ptr<Desk> desk;

    Shop() {
        HostOptions options;
        options.storePath = folder.path() + QStringLiteral("/shop.db");
        options.embeddedToken = AgentToken(QByteArray(64, 'a'));
        options.embeddedAgentName = QStringLiteral("Kim");
        options.seedDemo = true;
        auto started = RunningService::start(options);
        if (!started) qFatal("the service did not start");
        service = std::move(*started);
        client = std::make_unique<ServiceClient>(QUrl(service->url()), *options.embeddedToken);
        colleague = std::make_unique<ServiceClient>(QUrl(service->url()), *options.embeddedToken);
        desk = std::make_unique<Desk>(*client, clipboard, settings);
        client->follow();
    }
    // The first customer that the filter lets through and that is good for the test.
    CustomerId find(CustomerFilter filter, const std::function<bool(const CustomerRow &)> &good) {
        CustomerQuery query;
        query.filter = filter;
        CustomerId found;
        bool answered = false;
        client->customers(query, desk.get(), [&](const Result<Page<CustomerRow>> &page) {
            answered = true;
            if (!page) return;
            for (const CustomerRow &row : page->items)
                if (!found.isValid() && good(row)) found = row.id;
        });
        (void)QTest::qWaitFor([&] { return answered; });
        return found;
    }
};

bool isWell(const CustomerRow &row) { return row.emailState == EmailState::Valid && !row.removed; }

}  // namespace

class PanelWithServiceTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Shop> m_shop;
    std::unique_ptr<CustomerPanel> m_panel;

    QString text(const QString &name) {
        auto *label = shown<QLabel>(m_panel.get(), name);
        return label == nullptr ? QString() : label->text();
    }
    QPushButton *button(const QString &name) { return shown<QPushButton>(m_panel.get(), name); }
    void openAndIssue(CustomerId customer) {
        QVERIFY(customer.isValid());
        m_panel->show(customer);
        QTRY_VERIFY(button(QStringLiteral("magicButton")));
        QTRY_VERIFY(button(QStringLiteral("magicButton"))->isEnabled());
        m_panel->magicLogin();
        QTRY_VERIFY(text(QStringLiteral("liveTitle")).endsWith(QStringLiteral("copied")));
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        QApplication::clipboard()->clear();
        m_shop = std::make_unique<Shop>();
        m_panel = std::make_unique<CustomerPanel>(*m_shop->desk);
        m_panel->resize(400, 800);
        m_panel->QWidget::show();
    }
    void cleanup() {
        m_panel.reset();
        m_shop.reset();
    }

    void a_link_is_issued_copied_and_stands_in_the_timeline() {
        openAndIssue(m_shop->find(CustomerFilter::All, isWell));
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("/l/")));
        QVERIFY(QApplication::clipboard()->text().size() <= 72);
        QTRY_VERIFY(shown(m_panel.get(), QStringLiteral("timelineBlock"))->findChildren<QLabel *>().size() > 2);
        const auto said = [&] {
            for (const QLabel *label : shown(m_panel.get(), QStringLiteral("timelineBlock"))->findChildren<QLabel *>())
                if (label->text().contains(QStringLiteral("issued by Kim"))) return true;
            return false;
        };
        QTRY_VERIFY(said());
    }

    void a_colleagues_revocation_turns_the_card_by_itself() {
        const CustomerId customer = m_shop->find(CustomerFilter::All, isWell);
        openAndIssue(customer);
        LinkId link;
        m_shop->colleague->customer(customer, this, [&](const Result<CustomerDetails> &details) {
            if (details && !details->liveLinks.isEmpty()) link = details->liveLinks.constFirst().id;
        });
        QTRY_VERIFY(link.isValid());
        m_shop->colleague->revokeLink(link, this, [](const Result<void> &) {});
        QTRY_VERIFY(text(QStringLiteral("liveTitle")).contains(QStringLiteral("revoked at")));
        QVERIFY(QApplication::clipboard()->text().isEmpty());
    }

    void a_change_of_email_ends_the_card_and_says_so() {
        const CustomerId customer = m_shop->find(CustomerFilter::All, isWell);
        openAndIssue(customer);
        bool changed = false;
        m_shop->colleague->customer(customer, this, [&](const Result<CustomerDetails> &details) {
            const ContactChange change{QStringLiteral("moved@example.org"), details->customer.phone, details->customer.version};
            m_shop->colleague->changeContact(customer, change, this, [&](const tl::expected<CustomerDetails, Refusal> &now) { changed = now.has_value(); });
        });
        QTRY_VERIFY(changed);
        QTRY_VERIFY(text(QStringLiteral("liveTitle")).contains(QStringLiteral("ended at")));
        QTRY_COMPARE(shown<QLineEdit>(m_panel.get(), QStringLiteral("contactEmail"))->text(), QStringLiteral("moved@example.org"));
        QVERIFY(QApplication::clipboard()->text().isEmpty());
    }

    void without_an_email_the_reason_and_a_remedy_are_there() {
        const CustomerId customer = m_shop->find(CustomerFilter::NoEmail, [](const CustomerRow &row) { return !row.removed; });
        QVERIFY(customer.isValid());
        m_panel->show(customer);
        QTRY_VERIFY(shown(m_panel.get(), QStringLiteral("finding-") + toText(FindingCode::EmailMissing)));
        QVERIFY(!button(QStringLiteral("magicButton"))->isEnabled());
        QVERIFY(button(QStringLiteral("remedy-") + toText(Remedy::EditContact)));
    }

    void the_sixth_link_within_the_hour_is_refused_with_its_time() {
        const CustomerId customer = m_shop->find(CustomerFilter::All, isWell);
        QVERIFY(customer.isValid());
        m_panel->show(customer);
        for (int i = 1; i <= 5; ++i) {
            QTRY_VERIFY(button(QStringLiteral("magicButton")) && button(QStringLiteral("magicButton"))->isEnabled());
            m_panel->magicLogin();
            QTRY_COMPARE(m_panel->findChildren<QLabel *>(QStringLiteral("liveTitle")).size(), i);
        }
        QTRY_VERIFY(shown(m_panel.get(), QStringLiteral("finding-") + toText(FindingCode::TooManyLinks)));
        QVERIFY(!button(QStringLiteral("magicButton"))->isEnabled());
    }
};

QTEST_MAIN(PanelWithServiceTest)
#include "tst_panel_with_service.moc"
