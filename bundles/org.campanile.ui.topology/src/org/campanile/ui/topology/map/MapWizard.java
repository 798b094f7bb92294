package org.campanile.ui.topology.map;

import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.LayoutFile;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.lab.Lab;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.topology.document.Draft;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.osgi.util.NLS;

/**
 * "Map to another lab": where to and what for, then what is taken for each image, flavor, network, zone and key pair. The document of the open editor is left
 * as it is; a new file is written when it is finished, or one replaced of which the user has said so. Failing back is the same in the other direction.
 * UI thread only.
 */
final class MapWizard extends Wizard {

    /** Gets what was written. */
    interface Then {
        /** @param file the new document @param deployTo the lab to which it is deployed next, if it is */
        void written(Path file, Optional<Lab> deployTo);
    }

    private final Services services;
    private final ServiceTypes types;
    private final Draft origin;
    private final Path file;
    private final Predicate<Path> closed;
    private final Then then;
    private TargetPage target;
    private MatchPage match;

    /**
     * @param origin the document as it is in the editor
     * @param file its file
     * @param closed closes an editor of a file that is about to be replaced; whether it did
     */
    MapWizard(Services services, ServiceTypes types, Draft origin, Path file, Predicate<Path> closed, Then then) {
        this.services = services;
        this.types = types;
        this.origin = origin;
        this.file = file;
        this.closed = closed;
        this.then = then;
        setWindowTitle(Messages.mapToOtherLab);
        setHelpAvailable(false);
        setNeedsProgressMonitor(true);
    }

    @Override
    public void addPages() {
        target = new TargetPage(services, this);
        match = new MatchPage(services, this);
        addPage(target);
        addPage(match);
    }

    Environment origin() {
        return origin.environment();
    }

    Path file() {
        return file;
    }

    ServiceTypes types() {
        return types;
    }

    Clouds clouds() {
        return target.clouds();
    }

    /** What the pages say now. */
    MapDraft draft(Map<String, String> choices) {
        return new MapDraft(origin(), types, target.clouds().from(), target.clouds().to(), target.name(), target.role(), choices);
    }

    boolean deployable() {
        return target.otherRegion().isEmpty();
    }

    String deployWords() {
        String lab = target.target().map(Lab::name).orElse("").replace("&", "&&");
        return target.otherRegion().map(r -> NLS.bind(Messages.describeLabFirst, r)).orElse(NLS.bind(Messages.goOnToDeploy, lab));
    }

    /** The first page says something else: the second has to be looked at again. */
    void changed() {
        if (match != null && getContainer() != null && getContainer().getCurrentPage() == target) {
            match.setPageComplete(false);
        }
    }

    @Override
    public boolean canFinish() {
        IWizardPage page = getContainer().getCurrentPage();
        return page == match && super.canFinish();
    }

    @Override
    public boolean performFinish() {
        Path output = target.output();
        boolean replaces = target.replaces();
        if (replaces && !closed.test(output)) {
            return false;
        }
        Environment made = match.made().environment();
        try {
            getContainer().run(true, false, monitor -> {
                try {
                    write(output, made, replaces);
                } catch (FailureException e) {
                    throw new InvocationTargetException(e);
                }
            });
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof FailureException failure)) {
                throw new IllegalStateException(e.getCause());
            }
            match.show(failure.failure());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        then.written(output, match.deploys() ? target.target() : Optional.empty());
        return true;
    }

    /** Services keep their ids, and so their places on the canvas. */
    private void write(Path output, Environment made, boolean replaces) throws FailureException {
        if (!replaces && Files.exists(output)) {
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, Messages.mapping, output.toString(), "", Messages.fileExists,
                    Messages.goBack));
        }
        SafeFiles.write(output, new EnvironmentFile(types).write(made).getBytes(StandardCharsets.UTF_8), Messages.mapping);
        Layout layout = origin.layout();
        if (!layout.positions().isEmpty() || Files.exists(LayoutFile.beside(output))) {
            LayoutFile.save(LayoutFile.beside(output), layout);
        }
    }
}
