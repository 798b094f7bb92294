/**
 * The set-up's part "Service configuration": the files of Murano's services and of the dashboard, today's and those of release 0.2, edited in place, and
 * the services that read them, restarted and watched until they are healthy. Which options there are is data (the YAML files beside).
 */
package org.campanile.core.setup.services;
