// Who did what, newest first, as far as it has been read; grows page by page.
#pragma once

#include "models/domain/activity.h"
#include "models/domain/page.h"

#include <QAbstractTableModel>

#include <functional>

namespace latchkey {

class ActivityTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, Who, What, Whom, Link, Details, DeskName };
    using Words = std::function<QString(const ActivityRow &, int column)>;

    using QAbstractTableModel::QAbstractTableModel;

    void setWords(Words words) { m_words = std::move(words); }
    void setHeaders(const QStringList &headers) { m_headers = headers; }
    void replace(const Page<ActivityRow> &page);
    void append(const Page<ActivityRow> &page);
    // The first page read anew: what is new comes in above, so that a view keeps its choice and its place; older rows stay. Names in it
    // are taken over, since an erased customer has none.
    void renew(const Page<ActivityRow> &page);
    [[nodiscard]] const ActivityRow *row(int at) const { return at >= 0 && at < m_rows.size() ? &m_rows.at(at) : nullptr; }
    [[nodiscard]] const QString &next() const { return m_next; }  // where the next page begins; empty at the end

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 7; }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &at, int role) const override;

private:
    Words m_words;
    QStringList m_headers;
    QList<ActivityRow> m_rows;
    QString m_next;
};

}  // namespace latchkey
