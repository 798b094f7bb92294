package org.campanile.core.diagnosis;

import java.time.Duration;
import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Kind;
import org.campanile.core.recipe.KindParameter;

/** What recipes can name of diagnosis: the check that the chain holds. */
public final class DiagnosisKinds {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private DiagnosisKinds() {
    }

    /** All kinds of this room. */
    public static List<Kind> all() {
        return List.of(new ChainKind());
    }

    private static final class ChainKind implements CheckKind {
        @Override
        public String id() {
            return "diagnosis.chain";
        }

        @Override
        public String summary() {
            return "Looks at each link from the lab's profile to Nova and changes nothing.";
        }

        @Override
        public List<KindParameter> parameters() {
            return List.of();
        }

        @Override
        public List<Check> create(CheckSpec spec, Ground ground) {
            return List.of(Check.of(spec.id(), spec.titleOr("The chain from lab to servers"), spec.group(), Duration.ofSeconds(60), task -> {
                Diagnosis found = new ChainLook(ground.session(), new Chain(Knowledge.shipped(), PATIENCE), Target.lab(ground.lab().name()), d -> {
                }).look(task);
                return found.sights().stream().filter(s -> s.state() != LinkState.ABSENT).map(Sight::finding).toList();
            }));
        }
    }
}
