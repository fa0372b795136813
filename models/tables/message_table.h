// The letters and texts, newest first, as far as they have been read; grows page by page.
#pragma once

#include "models/domain/message.h"
#include "models/domain/page.h"

#include <QAbstractTableModel>

#include <functional>

namespace latchkey {

class MessageTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { To, Kind, Subject, State, Time };
    using Words = std::function<QString(const Message &, int column)>;

    using QAbstractTableModel::QAbstractTableModel;

    void setWords(Words words) { m_words = std::move(words); }
    void setHeaders(const QStringList &headers) { m_headers = headers; }
    void replace(const Page<Message> &page);
    void append(const Page<Message> &page);
    // The first page read anew: rows come, change and go one by one, so that a view keeps its choice and its place; older rows stay.
    void renew(const Page<Message> &page);
    [[nodiscard]] const Message *message(int row) const { return row >= 0 && row < m_messages.size() ? &m_messages.at(row) : nullptr; }
    [[nodiscard]] int find(MessageId id) const;  // -1 when it is not among them
    [[nodiscard]] const QString &next() const { return m_next; }  // where the next page begins; empty at the end

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_messages.size()); }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 5; }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &at, int role) const override;

private:
    Words m_words;
    QStringList m_headers;
    QList<Message> m_messages;
    QString m_next;
};

}  // namespace latchkey
