/** What is wrong with RABBITMQ_URL when the broker is there and lets nobody in; null when it is something else. */
export function explainRefusal(reason: string): string | null {
  if (/ACCESS.REFUSED/.test(reason))
    return "RabbitMQ refuses the user or password of RABBITMQ_URL. Correct them; special characters are written as in an address (@ as %40, / as %2F).";
  // For a virtual host it closes the connection instead of opening it; amqplib leaves out why.
  if (/NOT.ALLOWED/.test(reason) || /got <ConnectionClose/.test(reason))
    return "RabbitMQ has no such virtual host as the path of RABBITMQ_URL names, or its user may not use it. Correct the path, or: rabbitmqctl add_vhost NAME; rabbitmqctl set_permissions -p NAME USER '.*' '.*' '.*'";
  return null;
}
