package org.campanile.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A result that is a list of things with the same columns.
 *
 * @param columns keys in lower case, as they appear in JSON; the table shows them as headings
 * @param rows one value a column; {@code null} where there is none
 */
record Rows(List<String> columns, List<List<Object>> rows) {

    Rows {
        columns = List.copyOf(columns);
    }

    static Rows of(String... columns) {
        return new Rows(List.of(columns), new ArrayList<>());
    }

    Rows add(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for columns " + columns);
        }
        rows.add(Arrays.asList(values));
        return this;
    }
}
