package org.campanile.core.controllers;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.servicemanager.SystemTables;

/**
 * Where the rules learn the redundancy of a service group. Over the API nobody tells it, so that the stock groups are all there is to go by; a
 * captured system has it in its tables. Pure.
 */
interface Redundancies {

    /** The group's redundancy in that domain; empty when it is not known here. */
    Optional<Redundancy> of(String domain, String group);

    /** The server's words when it fails on this group, empty when it does not, as far as is known here. */
    default Optional<String> fault(@SuppressWarnings("unused") String domain, @SuppressWarnings("unused") String group) {
        return Optional.empty();
    }

    /** By group, whatever the domain. */
    static Redundancies named(Map<String, Redundancy> models, boolean complete) {
        Map<String, Redundancy> copy = Map.copyOf(models);
        return new Redundancies() {
            @Override
            public Optional<Redundancy> of(String domain, String group) {
                return Optional.ofNullable(copy.get(group));
            }

            @Override
            public Optional<String> fault(String domain, String group) {
                return complete && !copy.containsKey(group) ? Optional.of(missing(domain)) : Optional.empty();
            }
        };
    }

    /** As the server's own tables say. */
    static Redundancies of(SystemTables tables) {
        return new Redundancies() {
            @Override
            public Optional<Redundancy> of(String domain, String group) {
                return tables.member(domain, group).map(m -> new Redundancy(m.model(), m.active(), m.standby()));
            }

            @Override
            public Optional<String> fault(String domain, String group) {
                return wrong(domain, tables.members(domain, group));
            }
        };
    }

    /** Reading that table fails with {@code message}. */
    static Redundancies unreadable(String message) {
        return new Redundancies() {
            @Override
            public Optional<Redundancy> of(String domain, String group) {
                return Optional.empty();
            }

            @Override
            public Optional<String> fault(String domain, String group) {
                return Optional.of(message);
            }
        };
    }

    /** The server takes exactly one row, with both its numbers, and fails in the words of its libraries on anything else. */
    private static Optional<String> wrong(String domain, List<SystemTables.DomainMember> rows) {
        if (rows.isEmpty()) {
            return Optional.of(missing(domain));
        }
        if (rows.size() > 1) {
            return Optional.of("Multiple rows were found when exactly one was required");
        }
        boolean whole = rows.get(0).active() >= 0 && rows.get(0).standby() >= 0;
        return whole ? Optional.empty() : Optional.of("tuple indices must be integers or slices, not str");
    }

    /** The server's words for a domain's row that is not there. */
    static String missing(String domain) {
        return "Server " + domain + " could not be found.";
    }
}
