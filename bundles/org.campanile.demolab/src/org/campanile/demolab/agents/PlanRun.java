package org.campanile.demolab.agents;

import java.util.List;
import java.util.Optional;

/**
 * What running a plan gave.
 *
 * @param functions functions or scripts the plan named
 * @param answer body to send; empty when the real agent would say nothing
 * @param messageId message id of the answer
 * @param reboot whether the guest restarts before the answer is sent
 */
record PlanRun(List<String> functions, Optional<String> answer, String messageId, boolean reboot) {

    static PlanRun nothing() {
        return new PlanRun(List.of(), Optional.empty(), "", false);
    }
}
