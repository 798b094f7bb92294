package org.campanile.ui.guide;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.jface.bindings.Binding;
import org.eclipse.swt.SWT;
import org.eclipse.ui.keys.IBindingService;

/** The keys that the user has, read from the workbench. UI thread only. */
final class Keys {

    private static final String OURS = "org.campanile";

    private final IBindingService bindings;

    Keys(IBindingService bindings) {
        this.bindings = bindings;
    }

    /** The key of a command as shown, or an empty text. */
    String of(String command) {
        String best = bindings.getBestActiveBindingFormattedFor(command);
        if (best != null) {
            return best;
        }
        // the command's context may not be active just now
        for (Binding binding : bindings.getBindings()) {
            if (counts(binding) && binding.getParameterizedCommand().getId().equals(command)) {
                return binding.getTriggerSequence().format();
            }
        }
        return "";
    }

    /** Our commands that have a key, then those of the platform. */
    List<GuideText.Key> all() {
        Comparator<GuideText.Key> byName = Comparator.comparing(GuideText.Key::group).thenComparing(GuideText.Key::name).thenComparing(GuideText.Key::key);
        Set<GuideText.Key> campanile = new TreeSet<>(byName);
        Set<GuideText.Key> platform = new TreeSet<>(byName);
        for (Binding binding : bindings.getBindings()) {
            if (counts(binding)) {
                ParameterizedCommand command = binding.getParameterizedCommand();
                try {
                    boolean ours = command.getId().startsWith(OURS);
                    String does = ours ? Objects.requireNonNullElse(command.getCommand().getDescription(), "") : "";
                    String group = ours ? Messages.campanile : command.getCommand().getCategory().getName();
                    (ours ? campanile : platform).add(new GuideText.Key(group, command.getName().replace("…", ""), binding.getTriggerSequence().format(), does));
                } catch (NotDefinedException gone) {
                    // a key for a command of a plug-in that is not there does nothing, so it is not listed
                    continue;
                }
            }
        }
        return Stream.concat(campanile.stream(), platform.stream()).toList();
    }

    private boolean counts(Binding binding) {
        ParameterizedCommand command = binding.getParameterizedCommand();
        String scheme = bindings.getActiveScheme() == null ? "" : bindings.getActiveScheme().getId();
        return command != null && command.getCommand().isDefined() && (binding.getSchemeId().equals(scheme) || binding.getSchemeId().equals(parent()))
                && (binding.getPlatform() == null || binding.getPlatform().equals(SWT.getPlatform()));
    }

    private String parent() {
        try {
            return Objects.requireNonNullElse(bindings.getActiveScheme().getParentId(), "");
        } catch (NotDefinedException gone) {
            return "";
        }
    }
}
