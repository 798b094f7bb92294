package org.campanile.core.rabbitmq;

/**
 * Which queues to list. Brokers hold 10,000 queues and more, so a list is always a page.
 *
 * @param vhost virtual host, or {@code null} for all that the user may see
 * @param page from 1
 * @param pageSize 1 to 500, the limit of RabbitMQ
 * @param name text the name has to contain, or a regular expression; empty for all
 * @param regex whether {@code name} is a regular expression
 */
public record QueueQuery(String vhost, int page, int pageSize, String name, boolean regex) {

    /** Largest page RabbitMQ gives. */
    public static final int LARGEST_PAGE = 500;

    public QueueQuery {
        if (page < 1 || pageSize < 1 || pageSize > LARGEST_PAGE) {
            throw new IllegalArgumentException("page " + page + " of " + pageSize);
        }
        name = name == null ? "" : name;
    }

    /** The first page of a virtual host ({@code null}: of all). */
    public static QueueQuery first(String vhost, int pageSize) {
        return new QueueQuery(vhost, 1, pageSize, "", false);
    }

    /** The page after this one. */
    public QueueQuery next() {
        return new QueueQuery(vhost, page + 1, pageSize, name, regex);
    }

    /** Only queues whose name contains {@code text}, from the first page on. */
    public QueueQuery containing(String text) {
        return new QueueQuery(vhost, 1, pageSize, text, false);
    }
}
