package org.campanile.ui.topology.plan;

import java.util.List;

import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.PlanSchedule;
import org.campanile.core.deploy.Planner;
import org.campanile.core.deploy.ServiceCircles;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.topology.scene.Marks;

/**
 * What would be done with a document, all in one. A value.
 *
 * @param environment the document
 * @param deployed from where the plan begins
 * @param plan the steps
 * @param schedule when each is done on the expected times
 * @param steps the same as rows, in order of time
 * @param circles services that need each other
 * @param changes difference from what is deployed
 * @param marks the changes as marks for the canvas
 */
record PlanState(Environment environment, Deployed deployed, DeploymentPlan plan, PlanSchedule schedule, List<StepRow> steps, List<ServiceCircles.Circle> circles, Changes changes,
        Marks marks) {

    /** Computes all of it; a worker thread's work for a large document. */
    static PlanState of(Environment environment, Deployed deployed, ServiceTypes types, Task task) throws FailureException {
        boolean nothing = environment.unitCount() == 0 && !deployed.state().stack();
        DeploymentPlan plan = nothing ? new DeploymentPlan(List.of(), List.of(), List.of()) : new Planner(types).plan(environment, deployed.state(), Planner.Extent.FULL);
        task.checkCancelled("planning");
        PlanSchedule schedule = PlanSchedule.of(plan);
        task.checkCancelled("planning");
        List<ServiceCircles.Circle> circles = new ServiceCircles(types).of(environment);
        task.checkCancelled("planning");
        Changes changes = Changes.of(environment, deployed, plan, types);
        return new PlanState(environment, deployed, plan, schedule, StepRow.of(environment, schedule), circles, changes, changes.marks(environment, deployed.document(), types));
    }
}
