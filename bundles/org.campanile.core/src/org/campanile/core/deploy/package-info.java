/**
 * Brings an environment into a cloud: the Heat template, the units' user data, the plan of steps, and the run that makes a stack, follows it
 * and asks the agents. Ports ({@link org.campanile.core.deploy.StackService}, {@link org.campanile.core.deploy.AgentChannel}) stand between
 * it and the adapters.
 */
package org.campanile.core.deploy;
