package org.campanile.core.environment;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The expressions of package forms that stand for themselves: the value of a field, a text in quotes, a number, and the one function that most forms use,
 * {@code generateHostname(pattern, number)}. Everything else is the dashboard's. Pure.
 */
final class MuranoExpression {

    private static final Pattern PATH = Pattern.compile("\\$\\.(\\w+)\\.(\\w+)");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final Pattern HOSTNAME = Pattern.compile("generateHostname\\((.+),\\s*([^,]+)\\)");

    private MuranoExpression() {
    }

    /** What works an expression out from the values of items; empty when it is not understood, or speaks of a field that there is not. */
    static Optional<Function<Function<MuranoForm.Item, Object>, Object>> read(String text, MuranoForm form) {
        String plain = text.strip();
        Matcher path = PATH.matcher(plain);
        if (path.matches()) {
            return form.item(path.group(1), path.group(2)).map(item -> values -> values.apply(item));
        }
        Matcher quoted = QUOTED.matcher(plain);
        if (quoted.matches()) {
            String value = quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
            return Optional.of(values -> value);
        }
        if (plain.matches("-?[0-9]{1,9}")) {
            Long value = Long.valueOf(plain);
            return Optional.of(values -> value);
        }
        Matcher host = HOSTNAME.matcher(plain);
        if (host.matches()) {
            return read(host.group(1), form).flatMap(pattern -> read(host.group(2), form)
                    .map(number -> values -> Values.text(pattern.apply(values)).replace("#", Values.text(number.apply(values)))));
        }
        return Optional.empty();
    }
}
