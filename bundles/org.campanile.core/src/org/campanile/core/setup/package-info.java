/** From "here is an OpenStack" to "environments can be deployed": what is checked, what is planned, and the steps that do it. */
package org.campanile.core.setup;
