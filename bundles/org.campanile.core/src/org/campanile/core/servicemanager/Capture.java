package org.campanile.core.servicemanager;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Reads a captured system: a saved {@code sm.db} of a controller, or a folder with answers of its sm-api saved as {@code .json} files under any names
 * (the listings {@code nodes}, {@code services}, {@code sm_sda} or {@code service_groups}, and service-node documents). Blocks.
 */
public final class Capture {

    private static final int FILES = 500;
    private static final long LARGEST = 16L << 20;

    private final Path path;

    /** A capture in that file or folder. */
    public Capture(Path path) {
        this.path = path;
    }

    /** What was captured, as a reading. */
    public SystemReading read() throws FailureException {
        try {
            Path database = Files.isDirectory(path) && Files.exists(path.resolve("sm.db")) ? path.resolve("sm.db") : path;
            if (!Files.exists(database)) {
                throw failure("There is no such file or folder.", "Give the path of a saved sm.db or of a folder with saved answers.", null);
            }
            return Files.isDirectory(database) ? folder() : database(database);
        } catch (MalformedInputException e) {
            throw failure("A file is not UTF-8 text.", "Save the answers as they came.", e);
        } catch (IOException | BufferUnderflowException e) {
            throw failure("The capture cannot be read.", "Copy sm.db again while Service Manager does not write, with its -wal file if there is one.", e);
        }
    }

    private FailureException failure(String meaning, String next, Exception e) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "opening a captured system", path.toString(),
                e == null ? "" : String.valueOf(e.getMessage()), meaning, next), e);
    }

    private static SystemReading database(Path file) throws IOException {
        SqliteFile db = new SqliteFile(file);
        List<Node> nodes = db.table("nodes").stream().map(r -> new Node(number(r, "id"), text(r, "name"), text(r, "administrative_state"),
                text(r, "operational_state"), text(r, "availability_status"), text(r, "ready_state"))).toList();
        List<Assignment> assignments = db.table("service_domain_assignments").stream().map(r -> new Assignment(number(r, "id"), text(r, "uuid"),
                text(r, "name"), text(r, "node_name"), text(r, "service_group_name"), text(r, "desired_state"), text(r, "state"), text(r, "status"),
                text(r, "condition"))).toList();
        List<Service> services = db.table("services").stream().map(r -> new Service(number(r, "id"), text(r, "name"), text(r, "desired_state"),
                text(r, "state"), text(r, "status"))).toList();
        List<SystemTables.DomainMember> members = db.table("service_domain_members").stream().map(r -> new SystemTables.DomainMember(text(r, "name"),
                text(r, "service_group_name"), text(r, "redundancy_model"), (int) number(r, "n_active"), (int) number(r, "m_standby"))).toList();
        List<String> groups = db.table("service_groups").stream().filter(Capture::provisioned).map(r -> text(r, "name")).toList();
        List<SystemTables.GroupMember> groupMembers = db.table("service_group_members").stream().filter(Capture::provisioned)
                .map(r -> new SystemTables.GroupMember(text(r, "name"), text(r, "service_name"), text(r, "service_failure_impact"))).toList();
        // the database does not say whose it is; services run where the shared groups are active
        String local = nodes.stream().map(Node::name).filter(n -> assignments.stream().anyMatch(a -> a.node().equals(n) && a.state().equals("active")
                && members.stream().anyMatch(m -> m.group().equals(a.group()) && m.active() == 1))).findFirst().orElse("");
        SystemTables tables = new SystemTables(local, nodes, members, assignments, groups, groupMembers, services);
        return tables.reading(file.toUri().toString(), List.of());
    }

    private static boolean provisioned(Map<String, String> row) {
        return !text(row, "provisioned").equalsIgnoreCase("no");
    }

    private static String text(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static long number(Map<String, String> row, String column) {
        String text = text(row, column);
        return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    private SystemReading folder() throws IOException, FailureException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(path, 3)) {
            files = all.filter(f -> f.getFileName().toString().endsWith(".json")).sorted().limit(FILES).toList();
        }
        Listing<Node> nodes = null;
        Listing<Assignment> assignments = null;
        Listing<Service> services = null;
        Map<String, ServiceNode> roles = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files) {
            JsonObject document = document(file, problems);
            nodes = nodes != null ? nodes : Listing.of(document, "nodes", Listing::node, Node::name);
            for (String key : List.of("sm_sda", "service_groups")) {
                assignments = assignments != null ? assignments : Listing.of(document, key, Listing::assignment,
                        a -> a.node().isBlank() ? "" : a.group() + " on " + a.node());
            }
            services = services != null ? services : Listing.of(document, "services", Listing::service, Service::name);
            if (document.has("swactable_services")) {
                ServiceNode role = Listing.serviceNode(document);
                roles.put(role.hostname(), role);
            }
        }
        if (nodes == null || assignments == null) {
            throw failure("The folder holds no saved answer with nodes and none with sm_sda or service_groups, or lacks one of them.",
                    "Save the answers of /v1/nodes and /v1/sm_sda as .json files.", null);
        }
        problems.addAll(nodes.problems());
        problems.addAll(assignments.problems());
        if (services == null) {
            problems.add("No saved answer lists the services.");
        }
        return new SystemReading(path.toUri().toString(), nodes.rows(), assignments.rows(), services == null ? List.of() : services.rows(), roles, problems,
                new SystemTables("", nodes.rows(), List.of(), assignments.rows(), List.of(), List.of(), services == null ? List.of() : services.rows()));
    }

    private static JsonObject document(Path file, List<String> problems) throws IOException {
        if (Files.size(file) > LARGEST) {
            problems.add(file.getFileName() + " is larger than any answer and was left out.");
            return new JsonObject();
        }
        try {
            JsonElement read = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8));
            return read.isJsonObject() ? read.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException e) {
            problems.add(file.getFileName() + " is not JSON and was left out: " + e.getMessage());
            return new JsonObject();
        }
    }
}
