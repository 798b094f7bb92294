package org.campanile.core.rabbitmq;

import java.util.List;

/**
 * What an import would do with one object. A value without secrets.
 *
 * @param kind sort of object
 * @param key its key fields in their order, as texts
 * @param what the import does
 * @param details one line a field that differs, {@code "tags: management → administrator"}; secrets as {@code ***}
 */
public record DefinitionChange(DefinitionKind kind, List<String> key, What what, List<String> details) {

    /** What becomes of an object. */
    public enum What {
        /** It is made. */ ADD("make"),
        /** It is there and differs. */ CHANGE("change"),
        /** It is there and differs, but RabbitMQ leaves it as it is. */ KEPT("kept as it is"),
        /** It is the same. */ SAME("same"),
        /** It is only on the broker; an import leaves it. */ ONLY_THERE("only on the broker");

        private final String label;

        What(String label) {
            this.label = label;
        }

        /** For the user. */
        public String label() {
            return label;
        }
    }

    public DefinitionChange {
        key = List.copyOf(key);
        details = List.copyOf(details);
    }

    /** Its name for the user, such as {@code murano, tasks} for a queue {@code tasks} of {@code murano}. */
    public String name() {
        return String.join(", ", key.stream().map(k -> k.isEmpty() ? "\"\"" : k).toList());
    }

    /** Whether an import has something to do. */
    public boolean toDo() {
        return what == What.ADD || what == What.CHANGE;
    }
}
