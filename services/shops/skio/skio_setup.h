// Everything that an operator says about a shop at Skio.
#pragma once

#include "models/domain/secret.h"

#include <QString>

namespace latchkey {

struct ShopifySetup {
    QString shop = {};      // "gruns" of gruns.myshopify.com
    ShopSecret token = {};  // with write_customers; empty: e-mails cannot be changed from here
    QString version = QStringLiteral("2026-07");
    QString endpoint = {};  // for tests on this computer; empty: https://<shop>.myshopify.com/admin/api/<version>/graphql.json
};

struct SkioSetup {
    QString endpoint = QStringLiteral("https://graphql.skio.com/v1/graphql");  // https; http to this computer only
    ShopSecret token = {};
    QString storeDomain = {};  // the store's primary domain, "shop.example.com": of the Portal link, and the only host that a Magic link may have
    QString loginPath = QStringLiteral("/a/account/login");
    QString documents = {};    // a folder whose "<name>.graphql" stand in for the documents of the same name; empty: none
    ShopifySetup shopify = {};
};

// "shop.example.com": a name with a point at least, and nothing around it.
bool isPlainHost(const QString &text);

// Nothing wrong: no value. Else the configuration key that is: "skio-endpoint", "store-domain", "login-path", "skio-documents" (no such
// folder), "shopify-shop" (also when there is a token and no shop), "shopify-version".
QString faultIn(const SkioSetup &setup);

}  // namespace latchkey
