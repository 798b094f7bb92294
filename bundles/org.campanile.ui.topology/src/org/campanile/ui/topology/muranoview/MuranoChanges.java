package org.campanile.ui.topology.muranoview;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.campanile.core.deploy.murano.MuranoDeployments;
import org.campanile.core.deploy.murano.MuranoText;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.MuranoForm;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.TeamTypes;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.murano.MuranoPackage;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.campanile.ui.topology.transfer.ImportSource;

/** What the view does to Murano and to files, after the guard and the user have agreed. Worker threads only. */
final class MuranoChanges {

    private final Services services;
    private final Lab lab;

    MuranoChanges(Services services, Lab lab) {
        this.services = services;
        this.lab = lab;
    }

    private void agree(String sentence, boolean asks) throws FailureException {
        new GuardCheck(services.questions()).allow(lab, sentence);
        if (asks && lab.guard() == Guard.NORMAL && !services.questions().confirm(sentence, null)) {
            throw FailureException.cancelled("changing Murano's environments");
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T on(MuranoApi api) throws FailureException;
    }

    private <T> T change(String what, String request, Task task, Call<T> call) throws FailureException {
        try (LabSession own = services.session(lab)) {
            MuranoApi api = own.murano(task);
            String command = request.replaceFirst(" ", " " + api.url());
            try {
                T result = call.on(api);
                services.audit().append(lab.name(), what, List.of(command), "done");
                return result;
            } catch (FailureException e) {
                services.audit().append(lab.name(), what, List.of(command), e.failure().headline());
                throw e;
            }
        }
    }

    /** Opens a session; answers its id. */
    String open(MuranoEnvironment of, Task task) throws FailureException {
        agree("Opens a session of Murano's environment " + of.name() + ".", false);
        return change("open a session of Murano environment " + of.name(), "POST /environments/" + of.id() + "/configure", task, api -> api.configure(of.id(), task).id());
    }

    /** Deploys a session. */
    String deploy(MuranoEnvironment of, String session, Task task) throws FailureException {
        agree("Have Murano deploy the session of environment " + of.name() + " on " + lab.name()
                + "? Its servers become what the session says; what was deployed before cannot be got back, and other sessions of it end.", true);
        return change("deploy a session of Murano environment " + of.name(), "POST /environments/" + of.id() + "/sessions/" + session + "/deploy", task, api -> {
            api.deploy(of.id(), session, task);
            return session;
        });
    }

    /** Drops a session. */
    String drop(MuranoEnvironment of, String session, Task task) throws FailureException {
        agree("Drop the session of Murano's environment " + of.name() + "? What was changed in it is lost; what is deployed stays.", true);
        return change("drop a session of Murano environment " + of.name(), "DELETE /environments/" + of.id() + "/sessions/" + session, task, api -> {
            api.drop(of.id(), session, task);
            return session;
        });
    }

    /** Deletes an environment, or has Murano forget it. */
    String remove(MuranoEnvironment of, boolean abandon, Task task) throws FailureException {
        agree(abandon ? "Have Murano on " + lab.name() + " forget environment " + of.name() + "? Its stack stays with all servers, and nobody owns it any more. This cannot be undone."
                : "Have Murano on " + lab.name() + " delete environment " + of.name() + " with all its servers and what is on their disks? This cannot be undone.", true);
        return change((abandon ? "abandon" : "delete") + " Murano environment " + of.name(), "DELETE /environments/" + of.id() + (abandon ? "?abandon=true" : ""), task, api -> {
            if (abandon) {
                api.abandon(of.id(), task);
            } else {
                api.delete(of.id(), task);
            }
            return of.id();
        });
    }

    /** Where an environment is edited: in the file it came from, or in one that is made of it. */
    record Editable(Optional<Path> file, Optional<ImportSource> source) {
    }

    /** The document that an environment was deployed from; without one its descriptors, if they can become a document. */
    Editable editable(MuranoEnvironment of, Task task) throws FailureException {
        try (LabSession own = services.session(lab)) {
            MuranoApi api = own.murano(task);
            Optional<Path> file = document(of, api, task);
            if (file.isPresent()) {
                return new Editable(file, Optional.empty());
            }
            if (!MuranoText.canBecomeDocument(api.generation())) {
                throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "opening an environment of Murano", of.name(), "",
                        "None of the environments here was deployed as it, and objects of packages cannot become services of a document.",
                        "Draw it anew with types of its packages (Use as type), or open it on the machine that deployed it."));
            }
            return new Editable(Optional.empty(), Optional.of(new ImportSource("Environment " + of.name() + " of Murano on " + lab.name(), of.name(),
                    MuranoText.descriptors(api.environment(of.id(), task)))));
        }
    }

    /** The one that was deployed as it from here; otherwise one of its name. */
    private Optional<Path> document(MuranoEnvironment of, MuranoApi api, Task task) throws FailureException {
        EnvironmentFile format = new EnvironmentFile(TeamTypes.read(services.home().labs().resolve(ServiceTypes.FOLDER)).types());
        Path named = null;
        for (Path file : files()) {
            task.checkCancelled("looking for the environment's file");
            try {
                Environment document = format.read(file);
                if (MuranoDeployments.isDeployedAs(services.home(), lab, document, api, of.id())) {
                    return Optional.of(file);
                }
                named = document.name().equals(of.name()) ? file : named;
            } catch (FailureException e) {
                // A broken file is told when it is opened; it is not the one that is looked for.
                task.line(e.failure().headline());
            }
        }
        return Optional.ofNullable(named);
    }

    private List<Path> files() throws FailureException {
        Path folder = services.home().environments();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.getFileName().toString().endsWith(".yaml")).sorted().toList();
        } catch (java.io.IOException e) {
            throw new FailureException(SafeFiles.local("listing environments", folder, e), e);
        }
    }

    /** The form of a package as far as it can be shown. */
    static Optional<MuranoForm> form(LabSession session, MuranoPackage of, Task task) throws FailureException {
        Optional<String> text = session.murano(task).form(of, task);
        return text.isPresent() ? Optional.of(MuranoForm.read("the form of " + of.name(), text.get())) : Optional.empty();
    }

    /** Makes a type of services of a package's form; answers its file. One that is there is replaced only when the user agrees. */
    Path type(MuranoPackage of, Task task) throws FailureException {
        Optional<MuranoForm> form;
        try (LabSession own = services.session(lab)) {
            form = form(own, of, task);
        }
        if (form.filter(f -> !f.className().isEmpty()).isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "making a service type of a package", of.name(), "",
                    "The package has no form that says which class it makes.", "Write the type yourself, with the class as its id."));
        }
        Path file = services.home().labs().resolve(ServiceTypes.FOLDER).resolve(form.get().className() + ".yaml");
        String text = form.get().typeFile(of.title(), of.description());
        ServiceTypes.shipped().plus(file.toString(), text);
        if (Files.exists(file) && !services.questions().confirm("There is a type in " + file + " already. Replace it by the package's form? What was changed in it by hand is lost.", null)) {
            throw FailureException.cancelled("making a service type of a package");
        }
        SafeFiles.write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8), "making a service type of a package");
        return file;
    }
}
