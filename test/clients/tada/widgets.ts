import { graphql } from "../generated/tada.ts";

export const ward = graphql(`
  query Ward($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on AdministrativeUnit {
        code
        name
        kind
        population
        authority {
          id
          name
        }
        taskStats {
          assigned
          overdue
        }
        dossierStats {
          received
          onTimeRate {
            value
          }
        }
      }
    }
  }
`);

export const overdue = graphql(`
  query Overdue($first: Int, $after: String, $last: Int, $before: String) {
    tasks(
      filter: { status: { eq: OVERDUE } }
      orderBy: [{ field: DUE_ON }]
      first: $first
      after: $after
      last: $last
      before: $before
    ) {
      totalCount
      edges {
        cursor
        node {
          id
          code
          title
          dueOn
          daysOverdue
          leadOrganization {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

export const dossiersByMonth = graphql(`
  query DossiersByMonth($from: Date!) {
    dossierStats(timeBucket: { grain: MONTH }, filter: { receivedOn: { gte: $from } }) {
      dataAsOf
      rows {
        bucket {
          start
          label
        }
        isPartial
        measures {
          received
          resolved
          onTimeRate {
            value
          }
        }
      }
    }
  }
`);

export const publishedAndComputed = graphql(`
  query PublishedAndComputed($first: Int!) {
    indicators(first: $first) {
      nodes {
        id
        code
        name
        measurementUnit
        latest {
          id
          period
          value
          source {
            id
            title
          }
          computed {
            sector {
              code
            }
            value
            difference
          }
        }
      }
    }
  }
`);

export const board = graphql(`
  query Board {
    viewer {
      role
      organization {
        id
        name
      }
    }
    platforms(first: 3) {
      nodes {
        id
        name
      }
    }
    taskStats(groupBy: [STATUS]) {
      rows {
        status
        measures {
          assigned
        }
      }
    }
    dossierStats {
      totals {
        received
        pending
      }
    }
    enterpriseStats {
      totals {
        enterprises
      }
    }
  }
`);

export const reportProgress = graphql(`
  mutation ReportProgress($input: ReportTaskProgressInput!) {
    reportTaskProgress(input: $input) {
      task {
        id
        progress
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
