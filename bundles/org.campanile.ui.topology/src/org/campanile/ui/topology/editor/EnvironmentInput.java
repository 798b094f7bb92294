package org.campanile.ui.topology.editor;

import java.nio.file.Path;

import org.campanile.ui.Services;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.PlatformObject;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPathEditorInput;
import org.eclipse.ui.IPersistableElement;

/** An environment's file as input of the editor; it is opened again at the next start. Equal by the file. */
public final class EnvironmentInput extends PlatformObject implements IPathEditorInput, IPersistableElement {

    static final String PATH = "path";

    private final Path file;
    private Reading begun;

    /** The input of a file. */
    public EnvironmentInput(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /** The same, of which reading begins at once, since an editor is about to be opened. UI thread only. */
    public EnvironmentInput reading(Services services) {
        begun = Reading.begin(services, file);
        return this;
    }

    /** What was begun to be read, for the one who opens it; afterwards it has to be read anew. */
    Reading take(Services services) {
        Reading taken = begun == null ? Reading.begin(services, file) : begun;
        begun = null;
        return taken;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    @Override
    public boolean exists() {
        return true; // asking the disk is the reader's job, which tells what is wrong
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return null;
    }

    @Override
    public String getName() {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") ? name.substring(0, name.length() - 5) : name;
    }

    @Override
    public IPersistableElement getPersistable() {
        return this;
    }

    @Override
    public String getToolTipText() {
        return file.toString();
    }

    @Override
    public IPath getPath() {
        return IPath.fromPath(file);
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(PATH, file.toString());
    }

    @Override
    public String getFactoryId() {
        return EnvironmentInputFactory.ID;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnvironmentInput input && input.file.equals(file);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }
}
