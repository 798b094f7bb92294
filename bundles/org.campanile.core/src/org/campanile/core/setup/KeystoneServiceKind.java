package org.campanile.core.setup;

import java.util.List;
import java.util.regex.Pattern;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.step.Step;

/** {@code keystone.service}: Murano's service and its three endpoints in Keystone v3, proven from the catalogue of a new token. */
final class KeystoneServiceKind implements StepKind {

    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9._\\-\\[\\]:]+(/[^\\s]*)?");

    @Override
    public String id() {
        return "keystone.service";
    }

    @Override
    public String summary() {
        return "A service with its public, internal and admin endpoint in Keystone v3; existing ones are recognised and corrected.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("type", ValueType.TEXT, "Service type: murano for release 0.2, application-catalog since 2014.2."),
                KindParameter.required("name", ValueType.TEXT, "Name of the service."),
                KindParameter.optional("description", ValueType.TEXT, "", "Description of the service."),
                KindParameter.required("region", ValueType.TEXT, "Region of the endpoints."),
                KindParameter.required("url", ValueType.URL, "Address of the service, for all three endpoints."));
    }

    @Override
    public List<ValueProblem> problems(Values with) {
        String url = with.text("url");
        if (!URL.matcher(url).matches()) {
            return List.of(new ValueProblem("url", "Give murano-api's address as http://host:8082 or https://host:8082."));
        }
        // Murano 0.2 answers 404 to a path with a doubled slash (Murano protocol document, section 1.1).
        return url.endsWith("/") ? List.of(new ValueProblem("url", "The address ends with a slash, which murano-api answers with 404.")) : List.of();
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) {
        Values with = spec.with();
        return KeystoneSteps.of(spec.id(), new KeystoneSetup(ground.session(), new MuranoEntry(with.text("type"), with.text("name"),
                with.text("description"), with.text("region"), with.text("url"))));
    }
}
