package org.campanile.ui.topology.editor;

import java.nio.file.Path;

import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IMemento;

/** Makes the inputs of editors that were open when the program ended. */
public final class EnvironmentInputFactory implements IElementFactory {

    static final String ID = "org.campanile.ui.topology.input";

    @Override
    public IAdaptable createElement(IMemento memento) {
        String path = memento.getString(EnvironmentInput.PATH);
        return path == null ? null : new EnvironmentInput(Path.of(path));
    }
}
