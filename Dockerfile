FROM node:24-slim
WORKDIR /app
COPY . .
# The API, the workers and the scheduler are this one image with different commands.
RUN node scripts/setup.mjs --page && chown -R node:node .
USER node
ENV NODE_ENV=production
EXPOSE 4000
CMD ["node", "backend/src/api/main.ts"]
