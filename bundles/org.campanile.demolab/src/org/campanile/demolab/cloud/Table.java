package org.campanile.demolab.cloud;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import com.google.gson.JsonObject;

/** Rows of one kind by id, in the order they were made. A row is never changed in place, so what was read stays as it was. Thread-safe. */
public final class Table {

    private final Map<String, JsonObject> rows = new LinkedHashMap<>();
    private final Runnable changed;

    Table(Runnable changed) {
        this.changed = changed;
    }

    /** The row with this id. */
    public synchronized Optional<JsonObject> get(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    /** Puts a row under its member {@code id}, new or in place of the old one, and answers it. */
    public JsonObject put(JsonObject row) {
        synchronized (this) {
            rows.put(Json.text(row, "id"), row);
        }
        changed.run();
        return row;
    }

    /** Changes a copy of the row and puts it back; empty when there is none. */
    public Optional<JsonObject> update(String id, Consumer<JsonObject> change) {
        JsonObject copy;
        synchronized (this) {
            JsonObject row = rows.get(id);
            if (row == null) {
                return Optional.empty();
            }
            copy = row.deepCopy();
            change.accept(copy);
            rows.put(id, copy);
        }
        changed.run();
        return Optional.of(copy);
    }

    /** Takes a row away; answers whether there was one. */
    public boolean remove(String id) {
        boolean was;
        synchronized (this) {
            was = rows.remove(id) != null;
        }
        if (was) {
            changed.run();
        }
        return was;
    }

    /** Takes all rows away that match. */
    public void removeIf(Predicate<JsonObject> which) {
        synchronized (this) {
            rows.values().removeIf(which);
        }
        changed.run();
    }

    /** All rows. */
    public synchronized List<JsonObject> all() {
        return new ArrayList<>(rows.values());
    }

    /** The rows that match, in order. */
    public List<JsonObject> where(Predicate<JsonObject> which) {
        return all().stream().filter(which).toList();
    }

    /** The rows whose member has this value. */
    public List<JsonObject> where(String key, String value) {
        return where(row -> Json.text(row, key).equals(value));
    }

    /** The row with this id, or else the first with this name. */
    public Optional<JsonObject> byIdOrName(String idOrName) {
        return get(idOrName).or(() -> where("name", idOrName).stream().findFirst());
    }
}
