package org.campanile.demolab.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** What the query parameters of RabbitMQ's lists do: {@code columns, sort, sort_reverse, page, page_size, name, use_regex}. */
final class ListQuery {

    private static final int BIGGEST_PAGE = 500;

    private ListQuery() {
    }

    static JsonElement apply(List<JsonObject> all, Map<String, String> query) throws RabbitError {
        List<JsonObject> rows = new ArrayList<>(all);
        if (query.containsKey("page")) {
            return page(rows, query);
        }
        sort(rows, query);
        return array(rows, query);
    }

    private static JsonElement page(List<JsonObject> all, Map<String, String> query) throws RabbitError {
        int page = number(query, "page", 1);
        int size = number(query, "page_size", 100);
        if (page < 1 || size < 1 || size > BIGGEST_PAGE) {
            throw RabbitError.bad("Invalid page or page_size; page_size must be 1 to " + BIGGEST_PAGE);
        }
        List<JsonObject> rows = new ArrayList<>(all.stream().filter(filter(query)).toList());
        sort(rows, query);
        int from = (page - 1) * size;
        if (from >= rows.size() && page > 1) {
            throw new RabbitError(400, "page_out_of_range",
                    "Page out of range, page: " + page + " page size: " + size + ", len: " + rows.size());
        }
        List<JsonObject> items = rows.subList(from, Math.min(rows.size(), from + size));
        JsonObject answer = new JsonObject();
        answer.addProperty("filtered_count", rows.size());
        answer.addProperty("item_count", items.size());
        answer.add("items", array(items, query));
        answer.addProperty("page", page);
        answer.addProperty("page_count", Math.max(1, (rows.size() + size - 1) / size));
        answer.addProperty("page_size", size);
        answer.addProperty("total_count", all.size());
        return answer;
    }

    private static java.util.function.Predicate<JsonObject> filter(Map<String, String> query) throws RabbitError {
        String name = query.getOrDefault("name", "");
        if (name.isEmpty()) {
            return row -> true;
        }
        if (!Boolean.parseBoolean(query.get("use_regex"))) {
            return row -> row.get("name").getAsString().toLowerCase().contains(name.toLowerCase());
        }
        try {
            Pattern pattern = Pattern.compile(name, Pattern.CASE_INSENSITIVE);
            return row -> pattern.matcher(row.get("name").getAsString()).find();
        } catch (PatternSyntaxException e) {
            throw RabbitError.bad("Invalid regular expression: " + e.getDescription());
        }
    }

    private static int number(Map<String, String> query, String name, int otherwise) throws RabbitError {
        try {
            return query.containsKey(name) ? Integer.parseInt(query.get(name)) : otherwise;
        } catch (NumberFormatException e) {
            throw RabbitError.bad(name + " is no number");
        }
    }

    private static void sort(List<JsonObject> rows, Map<String, String> query) {
        String by = query.getOrDefault("sort", "");
        if (!by.isEmpty()) {
            Comparator<JsonObject> order = (a, b) -> compare(at(a, by), at(b, by));
            rows.sort(Boolean.parseBoolean(query.get("sort_reverse")) ? order.reversed() : order);
        }
    }

    private static int compare(JsonElement a, JsonElement b) {
        if (a == null || b == null || !a.isJsonPrimitive() || !b.isJsonPrimitive()) {
            return Boolean.compare(a != null, b != null);
        }
        if (a.getAsJsonPrimitive().isNumber() && b.getAsJsonPrimitive().isNumber()) {
            return Double.compare(a.getAsDouble(), b.getAsDouble());
        }
        return a.getAsString().compareTo(b.getAsString());
    }

    private static JsonElement at(JsonObject row, String column) {
        JsonElement at = row;
        for (String step : column.split("\\.")) {
            at = at instanceof JsonObject object ? object.get(step) : null;
        }
        return at;
    }

    private static JsonArray array(List<JsonObject> rows, Map<String, String> query) {
        JsonArray array = new JsonArray();
        String columns = query.getOrDefault("columns", "");
        for (JsonObject row : rows) {
            array.add(columns.isEmpty() ? row : only(row, columns.split(",")));
        }
        return array;
    }

    private static JsonObject only(JsonObject row, String[] columns) {
        JsonObject some = new JsonObject();
        for (String column : columns) {
            JsonElement value = at(row, column);
            if (value != null) {
                JsonObject into = some;
                String[] steps = column.split("\\.");
                for (int i = 0; i < steps.length - 1; i++) {
                    if (!into.has(steps[i])) {
                        into.add(steps[i], new JsonObject());
                    }
                    into = into.getAsJsonObject(steps[i]);
                }
                into.add(steps[steps.length - 1], value);
            }
        }
        return some;
    }
}
