package org.campanile.core.environment;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.campanile.core.secret.Secret;

/** Rules of single values: present where required, of the right form and size (protocol document, sections 5.1 to 5.3). */
final class FieldRules {

    private static final String SIGNS = "!@#$%^&*()_+|/.,~?><:{}";

    private final ServiceTypes types;
    private final Function<SecretRef, Optional<Secret>> known;

    FieldRules(ServiceTypes types, Function<SecretRef, Optional<Secret>> known) {
        this.types = types;
        this.known = known;
    }

    void check(Environment environment, Consumer<Problem> out) {
        if (environment.name().isBlank()) {
            out.accept(Place.environment("name").error("name-missing", "The environment has no name.", "Give it a name."));
        }
        if (environment.name().chars().anyMatch(Character::isISOControl)) {
            out.accept(Place.environment("name").error("name-form", "The environment's name has a character that cannot be shown.", "Leave it out.", "Leave it out",
                    env -> env.rename(env.name().replaceAll("\\p{Cntrl}", ""))));
        }
        if (environment.services().isEmpty()) {
            out.accept(Place.environment("services").warning("environment-empty", "The environment has no services; there is nothing to deploy.",
                    "Add a service."));
        }
        Map<String, Integer> names = new HashMap<>();
        environment.services().forEach(service -> names.merge(service.name(), 1, Integer::sum));
        for (Service service : environment.services()) {
            Optional<ServiceType> type = types.find(service.type());
            if (type.isEmpty()) {
                out.accept(Place.of(service, "type").error("type-unknown", "The service type \"" + service.type() + "\" is not known.",
                        "Remove the service, or add the type's data file."));
                continue;
            }
            value(type.get().nameRule(), service, service.name(), Place.of(service, "name"), out, null);
            if (!service.name().isEmpty() && names.get(service.name()) > 1) {
                out.accept(Place.of(service, "name").error("name-duplicate", "Several services are called " + service.name() + ".",
                        "Give each service a name of its own."));
            }
            fields(type.get(), service, out);
        }
    }

    private void fields(ServiceType type, Service service, Consumer<Problem> out) {
        for (Field field : type.fields()) {
            if (field.appliesTo(service)) {
                value(field, service, service.value(field.key()), Place.of(service, field.key()), out,
                        initial -> env -> env.setField(service.id(), field.key(), initial));
            }
        }
        for (Unit unit : service.units()) {
            for (Field field : type.unitFields()) {
                value(field, service, unit.value(field.key()), Place.of(service, unit, field.key()), out,
                        initial -> env -> env.setUnitField(unit.id(), field.key(), initial));
            }
        }
    }

    /** A label in the middle of a sentence; one that begins with an abbreviation stays. */
    private static String inSentence(String label) {
        return label.length() > 1 && Character.isUpperCase(label.charAt(1)) ? label : label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
    }

    private void value(Field field, Service service, Object value, Place at, Consumer<Problem> out,
            Function<Object, UnaryOperator<Environment>> set) {
        boolean empty = value == null || value instanceof String s && s.isEmpty() || value instanceof List<?> l && l.isEmpty()
                || field.kind() == Field.Kind.IMAGE && Values.text(value).isEmpty();
        if (empty) {
            if (field.required()) {
                out.accept(missing(field, service, at, set));
            }
            return;
        }
        switch (field.kind()) {
            case PASSWORD -> password(field, value, at, out);
            case INTEGER -> number(field, value, at, out);
            case BOOLEAN -> {
                if (!(value instanceof Boolean)) {
                    out.accept(wrong(field, at, "true or false is expected."));
                }
            }
            case LIST -> list(field, value, at, out);
            case ADDRESS -> {
                if (Cidr.number(Values.text(value)).isEmpty()) {
                    out.accept(wrong(field, at, "\"" + Values.text(value) + "\" is not an IPv4 address."));
                }
            }
            case TEXT, FLAVOR, IMAGE, ZONE, DOMAIN, PATTERN, COMPUTER, NETWORK, SERVICE -> text(field, Values.text(value), at, out);
        }
    }

    private static Problem missing(Field field, Service service, Place at, Function<Object, UnaryOperator<Environment>> set) {
        String message = field.label() + " is missing.";
        String fix = "Fill in " + inSentence(field.label()) + ".";
        Object initial = field.kind() == Field.Kind.PASSWORD ? new SecretRef(service.name() + "/" + field.key())
                : field.initialValue().orElse(null);
        if (initial == null || set == null) {
            return at.error("value-missing", message, fix);
        }
        String label = initial instanceof SecretRef ? "Ask for it at deployment" : "Set " + Values.text(initial);
        return at.error("value-missing", message, fix, label, set.apply(initial));
    }

    private static Problem wrong(Field field, Place at, String why) {
        return at.error("value-wrong", field.label() + ": " + why, "Correct the value.");
    }

    private static void text(Field field, String text, Place at, Consumer<Problem> out) {
        if (field.min() != null && text.length() < field.min() || field.max() != null && text.length() > field.max()) {
            out.accept(at.error("value-length", field.label() + " has " + text.length() + (text.length() == 1 ? " character; " : " characters; ") + range(field) + " are allowed.",
                    "Choose another one."));
        } else if (field.pattern() != null && !field.pattern().matcher(text).matches()) {
            out.accept(at.error("value-form", field.label() + " \"" + text + "\" has a wrong form. " + field.message(),
                    "Choose another one."));
        }
    }

    private static String range(Field field) {
        if (field.min() == null) {
            return "at most " + field.max();
        }
        return field.max() == null ? "at least " + field.min() : field.min() + " to " + field.max();
    }

    private static void number(Field field, Object value, Place at, Consumer<Problem> out) {
        if (!(value instanceof Long number)) {
            out.accept(wrong(field, at, "a whole number is expected."));
        } else if (field.min() != null && number < field.min() || field.max() != null && number > field.max()) {
            out.accept(at.error("value-range", field.label() + " is " + number + "; " + range(field) + " is allowed.",
                    "Choose a number in the range."));
        }
    }

    private static void list(Field field, Object value, Place at, Consumer<Problem> out) {
        if (!(value instanceof List<?> items)) {
            out.accept(wrong(field, at, "a list is expected."));
            return;
        }
        for (Object item : items) {
            text(field, Values.text(item), at, out);
        }
    }

    private void password(Field field, Object value, Place at, Consumer<Problem> out) {
        Optional<Secret> clear = switch (value) {
            case Secret secret -> Optional.of(secret);
            case SecretRef ref -> known.apply(ref);
            default -> Optional.of(Secret.of(Values.text(value)));
        };
        clear.ifPresent(secret -> weakness(secret.reveal()).ifPresent(why -> out.accept(at.error("password-weak",
                field.label() + " " + why + ".", "Choose a password that Windows accepts."))));
        clear.filter(secret -> secret.reveal().chars().anyMatch(c -> "&<>\"'".indexOf(c) >= 0)).ifPresent(secret -> out.accept(at.warning("password-xml",
                field.label() + " contains one of & < > and quotes; Murano's own conductor and older scripts write it into XML without escaping.",
                "Choose another password if Murano deploys the environment.")));
        clear.filter(secret -> secret.reveal().chars().anyMatch(c -> "/@#?%:".indexOf(c) >= 0)).ifPresent(secret -> out.accept(at.info("password-url",
                field.label() + " contains one of / @ # ? % :, which break an AMQP URL where the same password is used for the broker.",
                "Use another password for the broker.")));
        if (!(value instanceof SecretRef)) {
            out.accept(at.warning("password-clear", field.label() + " is in the document in clear; it will not be saved like that.",
                    "Keep it with the other secrets."));
        }
    }

    /** Why a password breaks the rule of section 5.3, or empty. Never repeats the password. */
    static Optional<String> weakness(String password) {
        if (password.length() < 7 || password.length() > 255) {
            return Optional.of("must have 7 to 255 characters");
        }
        if (password.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of("must contain a digit");
        }
        if (password.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            return Optional.of("must contain a lower-case letter");
        }
        if (password.chars().noneMatch(c -> c >= 'A' && c <= 'Z')) {
            return Optional.of("must contain an upper-case letter");
        }
        if (password.chars().noneMatch(c -> SIGNS.indexOf(c) >= 0)) {
            return Optional.of("must contain one of " + SIGNS);
        }
        return Optional.empty();
    }
}
