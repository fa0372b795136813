// The actions "Open in Skio" and "Open in Shopify": the customer's page in another program, in the browser.
#pragma once

#include <QString>

namespace latchkey {

class Desk;

// Nothing for an empty address. Says so where no browser could be started.
void openPlace(Desk &desk, const QString &url);

}  // namespace latchkey
