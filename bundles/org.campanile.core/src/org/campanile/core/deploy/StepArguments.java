package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.KeptKeys;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;

/**
 * Fills in the arguments of steps from the document and the state (protocol document, table 6.5): {@code $field}, {@code $unit.field},
 * {@code $domain.name} and so on. Several with {@code |} between them: the first that is set. What is not set is an empty text, never the
 * expression itself. Passwords stay {@link SecretRef}s or {@link Secret}s until {@link #reveal}. Pure.
 */
public final class StepArguments {

    /** Turns a value that is a password into its clear text. */
    @FunctionalInterface
    public interface Passwords {
        /** The clear password behind a {@link SecretRef} or {@link Secret}. */
        Secret clear(Object value) throws FailureException;
    }

    private final Environment environment;
    private final ServiceTypes types;
    private final KeptKeys state;
    private final Map<String, String> hosts;
    /** The service that provides each domain; the first where several do. */
    private final Map<String, Service> providers = new HashMap<>();

    /** For steps of one document, as the state is now: the domain's address is known once its step has answered. */
    public StepArguments(Environment environment, ServiceTypes types, KeptKeys state, Map<String, String> hostNames) {
        this.environment = environment;
        this.types = types;
        this.state = state;
        this.hosts = Map.copyOf(hostNames);
        environment.services().stream().filter(this::provides).forEach(service -> providers.putIfAbsent(service.name(), service));
    }

    /** The service that provides the domain a service's units are in; itself for a provider. */
    Optional<Service> provider(Service service) {
        if (provides(service)) {
            return Optional.of(service);
        }
        String domain = types.domainOf(service);
        return domain.isEmpty() ? Optional.empty() : Optional.ofNullable(providers.get(domain));
    }

    private boolean provides(Service service) {
        return types.find(service.type()).map(ServiceType::providesDomain).orElse(false);
    }

    /** The value of an expression for a unit: texts, numbers, booleans, lists, maps, passwords; {@code null} when it is not set. */
    Object value(Service service, Unit unit, Object expression) {
        return switch (expression) {
            case String text when text.startsWith("$") -> {
                for (String one : text.split("\\|")) {
                    Object found = single(service, unit, one.substring(1));
                    if (found != null && !"".equals(found)) {
                        yield found;
                    }
                }
                yield null;
            }
            case List<?> list -> list.stream().map(item -> value(service, unit, item)).map(item -> item == null ? "" : item).toList();
            case Map<?, ?> map -> {
                Map<String, Object> filled = new LinkedHashMap<>();
                map.forEach((key, item) -> {
                    Object found = value(service, unit, item);
                    filled.put(String.valueOf(key), found == null ? "" : found);
                });
                yield filled;
            }
            case null -> null;
            default -> expression;
        };
    }

    private Object single(Service service, Unit unit, String name) {
        return switch (name) {
            case "name" -> service.name();
            case "hostName" -> hosts.get(unit.id());
            case "unit.name" -> unit.name().isEmpty() ? hosts.get(unit.id()) : unit.name();
            case "nodes" -> service.units().stream().map(u -> hosts.get(u.id())).toList();
            case "syncNodes" -> service.units().stream().filter(u -> u.flag("isSync")).map(u -> hosts.get(u.id())).toList();
            case "primaryNode" -> service.master().map(u -> hosts.get(u.id())).orElse(null);
            case "domain.name" -> types.domainOf(service);
            case "domain.adminPassword" -> provider(service).map(p -> p.value("adminPassword")).orElse(null);
            case "domain.adminAccountName" -> provider(service).map(p -> p.text("adminAccountName")).filter(a -> !a.isEmpty()).orElse("Administrator");
            case "domain.dnsAddress" -> provider(service).map(p -> state.ofService(p.id(), "primaryDcIp")).orElse(null);
            default -> name.startsWith("unit.") ? unit.value(name.substring(5)) : service.value(name);
        };
    }

    /** Arguments by function that hold no secret and are known now. */
    Map<String, Map<String, Object>> open(Service service, Unit unit, List<StepDefinition.Call> calls) {
        Map<String, Map<String, Object>> open = new LinkedHashMap<>();
        for (StepDefinition.Call call : calls) {
            Map<String, Object> known = new LinkedHashMap<>();
            call.arguments().forEach((name, expression) -> {
                Object value = value(service, unit, expression);
                boolean pending = value == null && expression instanceof String text && text.contains("$domain.dnsAddress");
                if (!pending && !secret(value)) {
                    known.put(name, value == null ? "" : value);
                }
            });
            open.put(call.function(), known);
        }
        return open;
    }

    private static boolean secret(Object value) {
        return switch (value) {
            case Secret s -> true;
            case SecretRef r -> true;
            case List<?> list -> list.stream().anyMatch(StepArguments::secret);
            case Map<?, ?> map -> map.values().stream().anyMatch(StepArguments::secret);
            case null, default -> false;
        };
    }

    /** A step's calls as they are sent, passwords in clear: for the message to the agent and for nothing else. */
    public List<StepDefinition.Call> reveal(PlannedStep step, Passwords passwords) throws FailureException {
        Service service = environment.service(step.service()).orElseThrow(() -> new IllegalArgumentException("no service " + step.service()));
        Unit unit = service.unit(step.unit()).orElseThrow(() -> new IllegalArgumentException("no unit " + step.unit()));
        return reveal(step, service, unit, passwords);
    }

    /** The same for who knows the step's service and unit. */
    List<StepDefinition.Call> reveal(PlannedStep step, Service service, Unit unit, Passwords passwords) throws FailureException {
        List<StepDefinition.Call> filled = new ArrayList<>();
        for (StepDefinition.Call call : step.calls()) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            for (Map.Entry<String, Object> entry : call.arguments().entrySet()) {
                Object value = value(service, unit, entry.getValue());
                arguments.put(entry.getKey(), value == null ? "" : clear(value, passwords));
            }
            filled.add(new StepDefinition.Call(call.function(), arguments));
        }
        return filled;
    }

    private static Object clear(Object value, Passwords passwords) throws FailureException {
        return switch (value) {
            case Secret secret -> passwords.clear(secret).reveal();
            case SecretRef ref -> passwords.clear(ref).reveal();
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                for (Object item : list) {
                    items.add(clear(item, passwords));
                }
                yield items;
            }
            case Map<?, ?> map -> {
                Map<String, Object> items = new LinkedHashMap<>();
                for (Map.Entry<?, ?> item : map.entrySet()) {
                    items.put(String.valueOf(item.getKey()), clear(item.getValue(), passwords));
                }
                yield items;
            }
            default -> value;
        };
    }
}
