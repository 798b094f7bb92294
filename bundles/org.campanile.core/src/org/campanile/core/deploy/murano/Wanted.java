package org.campanile.core.deploy.murano;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonObject;

import org.campanile.core.environment.Descriptors;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.MuranoForm;
import org.campanile.core.environment.MuranoObjects;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.murano.Generation;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.murano.MuranoPackage;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A document's services in the form that a Murano service takes: descriptors for release 0.2, objects of packages later. Passwords are in clear in them; they
 * go nowhere but to Murano.
 */
record Wanted(MuranoApi api, ServiceTypes types, Secrets secrets) {

    List<JsonObject> of(Environment document, Task task) throws FailureException {
        Descriptors.Passwords passwords = value -> EnvironmentSecrets.resolve(document, value, secrets);
        List<JsonObject> all = new ArrayList<>();
        if (api.generation() == Generation.FIRST) {
            new Descriptors(types).write(document, passwords).forEach(s -> all.add(s.getAsJsonObject()));
            return all;
        }
        List<MuranoPackage> packages = api.packages(task);
        Map<String, Optional<MuranoForm>> forms = new HashMap<>();
        for (Service service : document.services()) {
            Optional<MuranoForm> form = forms.get(service.type());
            if (form == null) {
                form = form(service, packages, task);
                forms.put(service.type(), form);
            }
            all.add(MuranoObjects.of(document, service, form, passwords));
        }
        return all;
    }

    private Optional<MuranoForm> form(Service service, List<MuranoPackage> packages, Task task) throws FailureException {
        MuranoPackage of = packages.stream().filter(p -> p.classes().contains(service.type())).findFirst().orElseThrow(() -> new FailureException(
                new Failure(Failure.Kind.NOT_FOUND, "looking for a package", service.type(), "", "No package of this Murano has the class of " + service.name() + ".",
                        "Import the package into Murano, or correct the service's type.")));
        Optional<String> text = api.form(of, task);
        Optional<MuranoForm> read = text.isPresent() ? Optional.of(MuranoForm.read("the form of " + of.name(), text.get())) : Optional.empty();
        return read.filter(f -> f.className().equals(service.type()));
    }
}
