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
import org.eclipse.osgi.util.NLS;

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
            throw FailureException.cancelled(Messages.changingEnvironments);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T on(MuranoApi api) throws FailureException;
    }

    private <T> T change(String what, String method, String path, Task task, Call<T> call) throws FailureException {
        try (LabSession own = services.session(lab)) {
            MuranoApi api = own.murano(task);
            String command = method + " " + api.url() + path;
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

    private static String at(MuranoEnvironment of, String session) {
        return "/environments/" + of.id() + "/sessions/" + session;
    }

    /** Opens a session; answers its id. */
    String open(MuranoEnvironment of, Task task) throws FailureException {
        agree(NLS.bind(Messages.askToOpenSession, of.name()), false);
        return change(NLS.bind(Messages.openSessionInMurano, of.name()), "POST", "/environments/" + of.id() + "/configure", task,
                api -> api.configure(of.id(), task).id());
    }

    /** Deploys a session. */
    String deploy(MuranoEnvironment of, String session, Task task) throws FailureException {
        agree(NLS.bind(Messages.askToDeploy, of.name(), lab.name()), true);
        return change(NLS.bind(Messages.deploySessionInMurano, of.name()), "POST", at(of, session) + "/deploy", task, api -> {
            api.deploy(of.id(), session, task);
            return session;
        });
    }

    /** Drops a session. */
    String drop(MuranoEnvironment of, String session, Task task) throws FailureException {
        agree(NLS.bind(Messages.askToDrop, of.name()), true);
        return change(NLS.bind(Messages.dropSessionInMurano, of.name()), "DELETE", at(of, session), task, api -> {
            api.drop(of.id(), session, task);
            return session;
        });
    }

    /** Deletes an environment, or has Murano forget it. */
    String remove(MuranoEnvironment of, boolean abandon, Task task) throws FailureException {
        agree(abandon ? NLS.bind(Messages.askToAbandon, lab.name(), of.name())
                : NLS.bind(Messages.askToDelete, lab.name(), of.name()), true);
        String what = abandon ? NLS.bind(Messages.abandonMuranoEnvironment, of.name()) : NLS.bind(Messages.deleteMuranoEnvironment, of.name());
        return change(what, "DELETE", "/environments/" + of.id() + (abandon ? "?abandon=true" : ""), task, api -> {
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
                throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, Messages.openingEnvironment, of.name(), "",
                        Messages.noFileOfIt,
                        Messages.drawAnew));
            }
            return new Editable(Optional.empty(), Optional.of(new ImportSource(NLS.bind(Messages.environmentOnLab, of.name(), lab.name()), of.name(),
                    MuranoText.descriptors(api.environment(of.id(), task)))));
        }
    }

    /** The one that was deployed as it from here; otherwise one of its name. */
    private Optional<Path> document(MuranoEnvironment of, MuranoApi api, Task task) throws FailureException {
        EnvironmentFile format = new EnvironmentFile(TeamTypes.read(services.home().labs().resolve(ServiceTypes.FOLDER)).types());
        Path named = null;
        for (Path file : files()) {
            task.checkCancelled(Messages.lookingForFile);
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
            throw new FailureException(SafeFiles.local(Messages.listingEnvironments, folder, e), e);
        }
    }

    /** The form of a package as far as it can be shown. */
    static Optional<MuranoForm> form(LabSession session, MuranoPackage of, Task task) throws FailureException {
        Optional<String> text = session.murano(task).form(of, task);
        return text.isPresent() ? Optional.of(MuranoForm.read(NLS.bind(Messages.formOf, of.name()), text.get())) : Optional.empty();
    }

    /** Makes a type of services of a package's form; answers its file. One that is there is replaced only when the user agrees. */
    Path type(MuranoPackage of, Task task) throws FailureException {
        Optional<MuranoForm> form;
        try (LabSession own = services.session(lab)) {
            form = form(own, of, task);
        }
        if (form.filter(f -> !f.className().isEmpty()).isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, Messages.makingType, of.name(), "",
                    Messages.formNamesNoClass, Messages.writeTypeYourself));
        }
        Path file = services.home().labs().resolve(ServiceTypes.FOLDER).resolve(form.get().className() + ".yaml");
        String text = form.get().typeFile(of.title(), of.description());
        ServiceTypes.shipped().plus(file.toString(), text);
        if (Files.exists(file) && !services.questions().confirm(NLS.bind(Messages.askToReplaceType, file), null)) {
            throw FailureException.cancelled(Messages.makingType);
        }
        SafeFiles.write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8), Messages.makingType);
        return file;
    }
}
