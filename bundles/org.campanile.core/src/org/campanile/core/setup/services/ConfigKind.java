package org.campanile.core.setup.services;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.config.IniText;
import org.campanile.core.config.ValueRule;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.services.ConfigSpec.Option;
import org.campanile.core.setup.services.ConfigText.Setting;
import org.campanile.core.step.Step;
import org.campanile.core.task.FailureException;

/** A kind for one sort of configuration file; what is in it is data. */
final class ConfigKind implements StepKind {

    static final String HOST = "host";
    static final String PATH = "path";
    static final String SERVICES = "services";
    static final String LOG = "log";
    static final String READS = "reads";
    static final String RESTART = "restart";
    static final String PATIENCE = "patience";
    static final String SET = "set";
    static final String REMOVE = "remove";

    private final ConfigSpec spec;

    ConfigKind(ConfigSpec spec) {
        this.spec = spec;
    }

    @Override
    public String id() {
        return spec.id();
    }

    @Override
    public String summary() {
        return spec.summary();
    }

    @Override
    public List<KindParameter> parameters() {
        List<KindParameter> all = new ArrayList<>();
        all.add(KindParameter.required(HOST, ValueType.HOST, "Host of the lab that has the file."));
        all.addAll(spec.parameters());
        all.add(KindParameter.optional(PATH, ValueType.TEXT, "", "Where the file is, when not at " + spec.path() + "."));
        all.add(KindParameter.optional(SET, ValueType.MAP, "", "Further options by name, as section/option."));
        all.add(KindParameter.optional(REMOVE, ValueType.LIST, "", "Options that go, as section/option."));
        all.add(KindParameter.optional(SERVICES, ValueType.LIST, String.join(", ", spec.services()), "Services that read the file."));
        all.add(KindParameter.optional(LOG, ValueType.TEXT, spec.log(), "Where they log; {service} stands for the name."));
        all.add(KindParameter.optional(READS, ValueType.LIST, "", "Further files that they read; a service that runs since before one of them was changed is restarted too."));
        all.add(KindParameter.optional(RESTART, ValueType.FLAG, "true", "Whether the services are restarted after a change."));
        all.add(KindParameter.optional(PATIENCE, ValueType.NUMBER, "90", "Seconds until a service has to be healthy."));
        return all;
    }

    @Override
    public List<ValueProblem> problems(Values with) throws FailureException {
        List<ValueProblem> found = new ArrayList<>();
        String path = with.text(PATH);
        if (!path.isEmpty() && (!path.startsWith("/") || path.indexOf('\n') >= 0)) {
            found.add(new ValueProblem(PATH, "A path on a host begins with a slash."));
        }
        Map<String, String> values = values(with);
        for (KindParameter p : spec.parameters()) {
            String value = values.getOrDefault(p.name(), "");
            if (value.equals(ConfigText.UNKNOWN)) {
                continue;
            }
            String what = sentence(p);
            for (ValueRule rule : spec.rules().getOrDefault(p.name(), List.of())) {
                rule.problem(what, value).ifPresent(m -> found.add(new ValueProblem(p.name(), m)));
            }
            if (p.name().endsWith("port")) {
                ValueRule.PORT.problem(what, value).ifPresent(m -> found.add(new ValueProblem(p.name(), m)));
            }
            ValueRule.LINE.problem(what, value).ifPresent(m -> found.add(new ValueProblem(p.name(), m)));
            if (spec.format() == ConfigSpec.Format.PASTE) {
                IniText.pasteProblem(value).ifPresent(m -> found.add(new ValueProblem(p.name(), what + " " + m)));
            }
        }
        with.map(SET).forEach((name, value) -> {
            if (!name.matches("(?:[^/\\]\\n]+/)*[^\\s:=#;\\[/][^:=\\n/]*")) {
                found.add(new ValueProblem(SET, "\"" + name + "\" is no name of an option; write section/option."));
            }
            IniText.problem(value).ifPresent(m -> found.add(new ValueProblem(SET, name + ": " + m)));
            if (spec.format() == ConfigSpec.Format.PASTE) {
                IniText.pasteProblem(value).ifPresent(m -> found.add(new ValueProblem(SET, name + " " + m)));
            }
        });
        return found;
    }

    private static String sentence(KindParameter p) {
        String words = p.name().replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    @Override
    public List<? extends Step> create(StepSpec entry, Ground ground) {
        return AcrossCuts.all(List.of(new ConfigStep(this, entry, ground)));
    }

    ConfigSpec spec() {
        return spec;
    }

    /** The values as texts; secrets that nobody has given yet are {@link ConfigText#UNKNOWN}. */
    Map<String, String> values(Values with) throws FailureException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, Object> e : with.raw().entrySet()) {
            if (e.getValue() instanceof SecretValue) {
                Optional<Secret> known = with.knownSecret(e.getKey());
                values.put(e.getKey(), known.map(Secret::reveal).orElse(ConfigText.UNKNOWN));
            } else if (!(e.getValue() instanceof List) && !(e.getValue() instanceof Map)) {
                values.put(e.getKey(), e.getValue().toString());
            }
        }
        return values;
    }

    /** The values with the secrets in clear; asks for those that are not known. */
    Map<String, String> clear(Values with) throws FailureException {
        for (KindParameter p : spec.parameters()) {
            if (p.type() == ValueType.SECRET && with.has(p.name())) {
                with.secret(p.name());
            }
        }
        return values(with);
    }

    /** The options with these values; of several for one name that are complete the last counts. */
    List<Setting> settings(Values with, Map<String, String> values) {
        Map<String, Setting> all = new LinkedHashMap<>();
        for (Option o : spec.options()) {
            if (o.unless().isEmpty() || values.getOrDefault(o.unless(), "").isEmpty()) {
                ConfigText.fill(o.value(), values).ifPresent(v -> all.put(o.section() + "/" + o.option(), new Setting(o.section(), o.option(), v, o.literal())));
            }
        }
        with.map(SET).forEach((name, value) -> {
            int slash = name.lastIndexOf('/');
            boolean sections = spec.format() == ConfigSpec.Format.OSLO || spec.format() == ConfigSpec.Format.PASTE;
            String section = slash >= 0 ? name.substring(0, slash) : sections ? "DEFAULT" : "";
            all.put(section + "/" + name.substring(slash + 1), new Setting(section, name.substring(slash + 1), value, true));
        });
        return List.copyOf(all.values());
    }
}
