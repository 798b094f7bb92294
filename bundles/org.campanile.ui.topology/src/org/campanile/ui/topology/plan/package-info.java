/** What would be done if the environment were deployed now: its steps, its circles of needs, and the difference from what is deployed. */
package org.campanile.ui.topology.plan;
