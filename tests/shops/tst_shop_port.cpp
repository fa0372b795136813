// What holds for every shop, run on the house and on Skio: reads, links for whoever was shown, changes of an e-mail, and what a shop says of itself.
#include "services/directory/directory.h"
#include "services/shops/house/house_shop.h"
#include "tests/access/access_fixture.h"
#include "tests/shops/skio_fixture.h"

#include <memory>

using namespace latchkey;

namespace {

// One shop with the same few people in it.
struct AnyShop {
    virtual ~AnyShop() = default;
    virtual Shop &shop() = 0;
    virtual QString id(const QString &who) = 0;
};

struct House final : AnyShop {
    House() {
        people.insert(u"maya"_qs, f.addCustomer(u"Maya"_qs, u"maya.ortiz@example.com"_qs, u"+14155550134"_qs));
        people.insert(u"noEmail"_qs, f.addCustomer(u"Phoebe"_qs, {}, u"+447700900123"_qs));
        people.insert(u"removed"_qs, f.addCustomer(u"Gil"_qs, u"gone.customer@example.com"_qs, {}));
        people.insert(u"nobody"_qs, CustomerId(9999));
        const auto remove = [](Transaction &t) { return t.db.execute("UPDATE customers SET removed_at = 5 WHERE first_name = 'Gil'"); };
        if (!f.run(remove)) qFatal("cannot remove a customer");
        HouseShop::Verbs verbs{[this](const ShopLinkWish &wish) -> Result<ShopLink> {
                                   const Result<IssuedLink> link = f.issue(CustomerId(wish.customer.toLongLong()), wish.agent);
                                   if (!link) return tl::unexpected<Error>(link.error());
                                   ShopLink made;
                                   made.url = LinkUrl(link->url.toLatin1());
                                   made.issuedAt = link->issuedAt;
                                   made.expiresAt = link->expiresAt;
                                   return made;
                               },
                               [this](const ShopEmailWish &wish) { return f.run([&](Transaction &t) { return change(t, wish); }); }};
        house = std::make_unique<HouseShop>(HouseShop::Setup{Connection::open(f.path, OpenMode::ReadOnly).value(), verbs, f.access->portalLink()});
    }
    Result<void> change(Transaction &t, const ShopEmailWish &wish) {
        const Result<Customer> now = Directory().customer(t.db, CustomerId(wish.customer.toLongLong()));
        if (!now) return tl::unexpected<Error>(now.error());
        const Result<ContactChanged> changed = changeContact(t, now->id, {wish.email, now->phone, now->version}, wish.agent);
        if (!changed) return tl::unexpected<Error>(changed.error());
        return f.access->voidByEmailChange(t, now->id, wish.agent);
    }
    Shop &shop() override { return *house; }
    QString id(const QString &who) override { return QString::number(people.value(who).value()); }

    AccessFixture f;
    QHash<QString, CustomerId> people;
    std::unique_ptr<HouseShop> house;
};

struct Skio final : AnyShop {
    Skio() { f.withShopify(); }
    Shop &shop() override { return f.shop(); }
    QString id(const QString &who) override { return f.server.id(who); }

    SkioFixture f;
};

std::unique_ptr<AnyShop> shopNamed(const QString &name) {
    if (name == u"house"_qs) return std::make_unique<House>();
    return std::make_unique<Skio>();
}

const QString mayas = QStringLiteral("maya.ortiz@example.com");

}  // namespace

class TestShopPort : public QObject {
    Q_OBJECT

private slots:
    void aCustomerIsRead_data() { everyShop(); }
    void aCustomerIsRead();
    void whatIsNotThereIsTold_data() { everyShop(); }
    void whatIsNotThereIsTold();
    void anExactAddressFindsItsCustomer_data() { everyShop(); }
    void anExactAddressFindsItsCustomer();
    void aLinkIsForWhoeverWasShown_data() { everyShop(); }
    void aLinkIsForWhoeverWasShown();
    void anEmailIsChangedAndTheLinkFollows_data() { everyShop(); }
    void anEmailIsChangedAndTheLinkFollows();
    void aShopSaysWhatItIs_data() { everyShop(); }
    void aShopSaysWhatItIs();
    void theHouseHasNoFeedOfChanges();

private:
    static void everyShop() {
        QTest::addColumn<QString>("name");
        QTest::newRow("house") << u"house"_qs;
        QTest::newRow("skio") << u"skio"_qs;
    }
};

void TestShopPort::aCustomerIsRead() {
    QFETCH(QString, name);
    const auto any = shopNamed(name);
    const auto maya = any->shop().customer(any->id(u"maya"_qs), {});
    QVERIFY_DONE(maya);
    QCOMPARE(maya->row.id, any->id(u"maya"_qs));
    QCOMPARE(maya->row.email, mayas);
    QCOMPARE(maya->row.firstName, u"Maya"_qs);
    QVERIFY(maya->row.removedAt.isEmpty() && maya->row.redactedAt.isEmpty() && !maya->row.createdAt.isEmpty());
    QVERIFY(!any->shop().customer(any->id(u"removed"_qs), {})->row.removedAt.isEmpty());
}

void TestShopPort::whatIsNotThereIsTold() {
    QFETCH(QString, name);
    const auto any = shopNamed(name);
    QVERIFY_TROUBLE(any->shop().customer(any->id(u"nobody"_qs), {}), ShopFault::Gone);
    QVERIFY_TROUBLE(any->shop().customer(u"there is none"_qs, {}), ShopFault::NotAnId);
    QVERIFY_TROUBLE(any->shop().subscription(u"there is none"_qs, {}), ShopFault::NotAnId);
}

void TestShopPort::anExactAddressFindsItsCustomer() {
    QFETCH(QString, name);
    const auto any = shopNamed(name);
    const auto found = any->shop().search({u" Maya.Ortiz@EXAMPLE.com"_qs}, {});
    QVERIFY_DONE(found);
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->first().id, any->id(u"maya"_qs));
    QVERIFY(any->shop().search({u"ma"_qs}, {})->isEmpty());
}

void TestShopPort::aLinkIsForWhoeverWasShown() {
    QFETCH(QString, name);
    const auto any = shopNamed(name);
    const auto link = any->shop().makeLink({any->id(u"maya"_qs), u"MAYA.ortiz@example.com"_qs, {}, AgentId(1)}, {});
    QVERIFY_DONE(link);
    QVERIFY(link->url.reveal().startsWith("https://"));
    QVERIFY(link->expiresAt > link->issuedAt && !link->lifeAssumed);
    QCOMPARE(link->customer.email, mayas);
    QVERIFY_TROUBLE(any->shop().makeLink({any->id(u"maya"_qs), u"eve@example.com"_qs, {}, AgentId(1)}, {}), ShopFault::EmailDiffers);
    QVERIFY_TROUBLE(any->shop().makeLink({any->id(u"noEmail"_qs), {}, {}, AgentId(1)}, {}), ShopFault::NoEmail);
    QVERIFY_TROUBLE(any->shop().makeLink({any->id(u"removed"_qs), u"gone.customer@example.com"_qs, {}, AgentId(1)}, {}), ShopFault::Removed);
    QVERIFY_TROUBLE(any->shop().makeLink({any->id(u"nobody"_qs), mayas, {}, AgentId(1)}, {}), ShopFault::Gone);
}

void TestShopPort::anEmailIsChangedAndTheLinkFollows() {
    QFETCH(QString, name);
    const auto any = shopNamed(name);
    const QString maya = any->id(u"maya"_qs);
    QVERIFY_TROUBLE(any->shop().changeEmail({maya, mayas, u"no address"_qs, AgentId(1)}, {}), ShopFault::NoEmail);
    const auto change = any->shop().changeEmail({maya, mayas, u"maya.o@example.net"_qs, AgentId(1)}, {});
    QVERIFY_DONE(change);
    QCOMPARE(change->state, EmailChangeState::Done);
    QCOMPARE(any->shop().customer(maya, {})->row.email, u"maya.o@example.net"_qs);
    QVERIFY_TROUBLE(any->shop().changeEmail({maya, mayas, u"other@example.net"_qs, AgentId(1)}, {}), ShopFault::EmailDiffers);
    QVERIFY_TROUBLE(any->shop().makeLink({maya, mayas, {}, AgentId(1)}, {}), ShopFault::EmailDiffers);
    QVERIFY_DONE(any->shop().makeLink({maya, u"maya.o@example.net"_qs, {}, AgentId(1)}, {}));
}

void TestShopPort::aShopSaysWhatItIs() {
    QFETCH(QString, name);
    const auto any = shopNamed(name);
    QVERIFY_DONE(any->shop().probe({}));
    QCOMPARE(toText(any->shop().kind()), name);
    const QList<AbilityView> views = any->shop().abilities();
    QCOMPARE(views.size(), static_cast<int>(ShopAbility::HousePortal) + 1);
    for (int i = 0; i < views.size(); ++i) {
        QCOMPARE(static_cast<int>(views[i].ability), i);
        QCOMPARE(views[i].reason.has_value(), views[i].state == AbilityState::No);
    }
    QCOMPARE(views.last().state, name == u"house"_qs ? AbilityState::Yes : AbilityState::No);
    QCOMPARE(any->shop().portalLink(), name == u"house"_qs ? u"https://portal.example.com/login"_qs : u"https://shop.example.com/a/account/login"_qs);
    QCOMPARE(any->shop().standardLogin().codeDigits, 4);
}

void TestShopPort::theHouseHasNoFeedOfChanges() {
    House house;
    QVERIFY_TROUBLE(house.shop().changes(ShopCollection::Customers, {}, {}), ShopFault::NotOffered);
    QVERIFY_TROUBLE(house.shop().ids(ShopCollection::Customers, {}, {}), ShopFault::NotOffered);
}

QTEST_GUILESS_MAIN(TestShopPort)
#include "tst_shop_port.moc"
