package org.campanile.core.openstack;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Heat v1. A stack is addressed by {@link StackRef}, which carries name and id, so that a deleted stack can still be asked for and Heat
 * need not redirect.
 */
public interface Orchestration {

    /** All stacks of the project that are not deleted, without outputs. */
    List<Stack> stacks(Task task) throws FailureException;

    /** One stack with its outputs, by name or id; nothing when it does not exist. */
    Optional<Stack> find(String nameOrId, Task task) throws FailureException;

    /** One stack with its outputs, also after its deletion; NOT_FOUND when Heat has purged it. */
    Stack show(StackRef stack, Task task) throws FailureException;

    /** Checks a template; a bad one gives a BAD_INPUT failure with Heat's words. */
    Template validate(StackDraft draft, Task task) throws FailureException;

    /** What creating would make, without making it. */
    List<Resource> preview(StackDraft draft, Task task) throws FailureException;

    /** Asks for a new stack; it is built after this returns. */
    StackRef create(StackDraft draft, Task task) throws FailureException;

    /** Asks for a change to the draft's template and parameters; it goes on after this returns. */
    void update(StackRef stack, StackDraft draft, Task task) throws FailureException;

    /**
     * Events in the order they happened.
     *
     * @param afterEventId only events after this one; empty or null for all
     * @param nestedDepth how deep to look into nested stacks; 0 for none
     */
    List<Event> events(StackRef stack, String afterEventId, int nestedDepth, Task task) throws FailureException;

    /** Resources, those of nested stacks down to {@code nestedDepth} too. */
    List<Resource> resources(StackRef stack, int nestedDepth, Task task) throws FailureException;

    /** Asks for a stack's deletion; it goes on after this returns. Nothing happens when it is gone already. */
    void delete(StackRef stack, Task task) throws FailureException;

    /** Heat's engines. Needs the admin role; DENIED otherwise. */
    List<Engine> engines(Task task) throws FailureException;

    /** Names a stack. */
    record StackRef(String name, String id) {
    }

    /**
     * A stack.
     *
     * @param status action and status as Heat says, e.g. {@code CREATE_COMPLETE}
     * @param statusReason Heat's words
     * @param outputs name to value; values that are not texts as their JSON; empty in lists
     */
    record Stack(StackRef ref, String status, String statusReason, String description, Map<String, String> parameters,
            Map<String, String> outputs, Instant created, Instant updated) {
        public Stack {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        }

        /** Names what there is; values may hold passwords. */
        @Override
        public String toString() {
            return "Stack[ref=" + ref + ", status=" + status + ", parameters=" + parameters.keySet() + ", outputs=" + outputs.keySet() + "]";
        }

        /** Whether Heat is still working on it. */
        public boolean underWay() {
            return status.endsWith("_IN_PROGRESS");
        }

        /** Whether the last action failed. */
        public boolean failed() {
            return status.endsWith("_FAILED");
        }
    }

    /**
     * A stack to be created or updated to.
     *
     * @param template HOT or CFN text
     * @param environment environment text (YAML), may be empty
     * @param files files the template names, by the name it uses
     * @param parameters values; lists and maps as their JSON
     * @param timeoutMinutes after which Heat gives up
     * @param rollback whether Heat undoes a failed creation by itself
     */
    record StackDraft(String name, String template, String environment, Map<String, String> files, Map<String, String> parameters,
            List<String> tags, int timeoutMinutes, boolean rollback) {
        public StackDraft {
            files = Map.copyOf(files);
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            tags = List.copyOf(tags);
        }

        /** A draft with an hour of time and no rollback, so that a failure can be looked at. */
        public static StackDraft of(String name, String template, Map<String, String> parameters) {
            return new StackDraft(name, template, "", Map.of(), parameters, List.of(), 60, false);
        }

        /** Names what there is; values, files and the environment may hold passwords. */
        @Override
        public String toString() {
            return "StackDraft[name=" + name + ", parameters=" + parameters.keySet() + ", files=" + files.keySet() + ", tags=" + tags + "]";
        }
    }

    /** What Heat says of a template; parameters name to Heat's type. */
    record Template(String description, Map<String, String> parameterTypes) {
        public Template {
            parameterTypes = Map.copyOf(parameterTypes);
        }
    }

    /** Something that happened to a resource, or to the stack itself when {@code resource} is the stack's name. */
    record Event(String id, Instant time, String resource, String resourceType, String physicalId, String status, String statusReason,
            String stackName, String stackId) {
    }

    /**
     * A resource of a stack.
     *
     * @param physicalId id of what it made, e.g. the server's
     * @param parent the resource of the parent stack that the nested stack belongs to, or empty
     * @param requiredBy names of the resources that need it
     */
    record Resource(String name, String type, String status, String statusReason, String physicalId, String parent, String stackId,
            List<String> requiredBy, Instant updated) {
        public Resource {
            requiredBy = List.copyOf(requiredBy);
        }
    }

    /** One of Heat's engine processes; {@code status} up or down. */
    record Engine(String id, String host, String binary, String status, Instant updated) {
    }
}
