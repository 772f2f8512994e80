import relay from "relay-runtime";

const { graphql } = relay;

export const ward = graphql`
  query widgetsWardQuery($id: ID!) {
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
`;

export const overdue = graphql`
  query widgetsOverdueQuery($first: Int, $after: String, $last: Int, $before: String) {
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
`;

export const dossiersByMonth = graphql`
  query widgetsDossiersByMonthQuery($from: Date!) {
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
`;

export const publishedAndComputed = graphql`
  query widgetsPublishedAndComputedQuery($first: Int!) {
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
`;

export const board = graphql`
  query widgetsBoardQuery {
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
`;

export const reportProgress = graphql`
  mutation widgetsReportProgressMutation($input: ReportTaskProgressInput!) {
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
`;

export const task = graphql`
  query widgetsTaskQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Task {
        progress
        version
      }
    }
  }
`;

export const boardInParts = graphql`
  query widgetsBoardInPartsQuery {
    taskStats @catch(to: RESULT) {
      totals {
        assigned
      }
    }
    dossierStats @catch(to: RESULT) {
      totals {
        received
      }
    }
  }
`;

export const boardOrNothing = graphql`
  query widgetsBoardOrNothingQuery @throwOnFieldError {
    taskStats {
      totals {
        assigned
      }
    }
    dossierStats {
      totals {
        received
      }
    }
  }
`;

/** Asked again by its id. */
export const refetchedTask = graphql`
  fragment widgetsTask on Task @refetchable(queryName: "widgetsTaskRefetchQuery") {
    code
    version
  }
`;

/** A list that pages are added to. */
export const overdueList = graphql`
  fragment widgetsOverdueList on Query
  @refetchable(queryName: "widgetsOverdueListQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 4 }, after: { type: "String" }) {
    tasks(first: $first, after: $after, filter: { status: { eq: OVERDUE } }, orderBy: [{ field: DUE_ON }])
      @connection(key: "widgets_tasks") {
      edges {
        node {
          code
        }
      }
    }
  }
`;

export const laterDossiers = graphql`
  fragment widgetsLaterDossiers on Query {
    dossierStats {
      totals {
        received
      }
    }
  }
`;

export const boardLater = graphql`
  query widgetsBoardLaterQuery {
    taskStats {
      totals {
        assigned
      }
    }
    ...widgetsLaterDossiers @defer
  }
`;
