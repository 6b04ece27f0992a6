# docker build -t netpolint . && docker run --rm -v "$PWD:/work:ro" netpolint
FROM node:24.11.1-alpine3.22 AS build
WORKDIR /src
COPY . .
RUN npm run build

FROM node:24.11.1-alpine3.22
# `netpolint diff git:<revision>` reads revisions through git.
RUN apk add --no-cache git
COPY --from=build /src/packages/cli/dist/netpolint.cjs /src/packages/cli/dist/program.cjs /opt/netpolint/
COPY --from=build /src/packages/cli/dist/parts /opt/netpolint/parts
USER node
WORKDIR /work
ENTRYPOINT ["node", "/opt/netpolint/netpolint.cjs"]
